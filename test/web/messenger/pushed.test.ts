import assert from 'node:assert/strict';
import { isPushed, pathOf, wordsOf } from '../../../web/messenger/pushed.ts';

const PUSHED = { kind: 'group', id: 7, title: '老群', from: '小明', type: 'text', text: '<b>你好</b>' } as const;

describe('web/messenger: what is pushed', () => {
  it('leads to its conversation and says who wrote what, in the language of the browser', () => {
    assert.equal(pathOf(PUSHED), '/conversations/group/7');
    assert.equal(wordsOf(PUSHED, 'en'), '小明: <b>你好</b>');
    assert.equal(wordsOf({ ...PUSHED, from: '', type: 'image', text: '' }, 'zh-CN'), '[图片]');
    assert.equal(wordsOf({ ...PUSHED, type: 'image', text: '' }, 'en-GB'), '小明: [Picture]');
    assert.equal(wordsOf({ ...PUSHED, from: '', type: 'custom', text: '' }, 'en'), '[New message]');
  });

  it('D14 what is no push of ours is nothing', () => {
    assert.ok(isPushed(PUSHED));
    for (const value of [null, undefined, 'text', {}, { ...PUSHED, kind: '../settings' }, { ...PUSHED, id: '7/../..' }])
      assert.ok(!isPushed(value));
  });
});
