import assert from 'node:assert/strict';
import { textData, textOf } from '../../../web/shared/text.ts';

describe('web/shared/text', () => {
  for (const text of ['hello', '', '{"data":"x","dataType":1}', '<b>bold</b>', '你好 👋', '{', 'null', '[1]', '"quoted"']) {
    it(`gives back what was typed: ${JSON.stringify(text)}`, () => assert.equal(textOf(textData(text)), text));
  }

  it('reads what other clients and the system send', () => {
    assert.equal(textOf('plain words'), 'plain words');
    assert.equal(textOf({ data: '我们已经是好友了', dataType: false, otherData: null }), '我们已经是好友了');
    assert.equal(textOf('{"data":"x"}'), '{"data":"x"}');
    assert.equal(textOf('{broken'), '{broken');
    for (const odd of [null, undefined, 7, [], { data: 5, dataType: false }]) assert.equal(textOf(odd), '');
  });
});
