import assert from 'node:assert/strict';
import { isPushed, pathOf, titleOf, wordsOf } from '../../../web/messenger/pushed.ts';

const PUSHED = { kind: 'group', id: 7, title: '老群', from: '小明', type: 'text', text: '<b>你好</b>' } as const;

describe('web/messenger: what is pushed', () => {
  it('leads to its conversation and says who wrote what, in the language of the browser', () => {
    assert.equal(pathOf(PUSHED), '/conversations/group/7');
    assert.equal(pathOf({ ...PUSHED, kind: 'circle' }), '/conversations/circle/7');
    assert.equal(wordsOf(PUSHED, 'en'), '小明: <b>你好</b>');
    assert.equal(wordsOf({ ...PUSHED, from: '', type: 'image', text: '' }, 'zh-CN'), '[图片]');
    assert.equal(wordsOf({ ...PUSHED, type: 'image', text: '' }, 'en-GB'), '小明: [Picture]');
    assert.equal(wordsOf({ ...PUSHED, from: '', type: 'custom', text: '' }, 'en'), '[New message]');
  });

  it('G44 calls people as the reader does, whatever the server calls them', () => {
    assert.equal(wordsOf({ ...PUSHED, from: '已注销用户' }, 'en'), 'Deleted account: <b>你好</b>');
    assert.equal(titleOf({ ...PUSHED, kind: 'single', title: '客服' }, 'en-GB'), 'Support');
    assert.equal(titleOf({ ...PUSHED, kind: 'single', title: '客服' }, 'zh-CN'), '客服');
    assert.equal(titleOf({ ...PUSHED, title: '客服' }, 'en'), '客服', 'a group is called as its members call it');
  });

  it('G70 a name from right to left turns nothing of what is said', () => {
    assert.equal(wordsOf({ ...PUSHED, from: 'דנה' }, 'en'), '\u2068דנה\u2069: <b>你好</b>');
  });

  it('D14 what is no push of ours is nothing', () => {
    assert.ok(isPushed(PUSHED));
    for (const value of [null, undefined, 'text', {}, { ...PUSHED, kind: '../settings' }, { ...PUSHED, id: '7/../..' }])
      assert.ok(!isPushed(value));
  });
});
