import assert from 'node:assert/strict';
import { parseJson } from '../../../web/shared/json.ts';

describe('web/shared/json', () => {
  it('gives the value of a JSON text, and undefined for anything else', () => {
    assert.deepEqual(parseJson('{"a":[1]}'), { a: [1] });
    assert.equal(parseJson('null'), null);
    for (const none of ['', '{"a":1', 'words', null, undefined, 7, { a: 1 }])
      assert.equal(parseJson(none), undefined, JSON.stringify(none));
  });
});
