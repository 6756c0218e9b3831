import assert from 'node:assert/strict';
import fs from 'node:fs';
import { mergedTitleFor, nameFor } from '../../../web/chat/name.ts';

describe('web/chat/name', () => {
  it('G44 names that the server gives are in the language of the reader', () => {
    const given = ['客服', '已注销用户', '访客012345', '聊天记录', '群聊的聊天记录'];
    for (const name of given) {
      assert.equal(nameFor(name, 'zh'), name);
      assert.doesNotMatch(nameFor(name, 'en'), /\p{Script=Han}/u);
    }
    assert.equal(nameFor('访客012345', 'en'), 'Visitor 012345');
  });

  it('G44 what a person chose stays as it is', () => {
    for (const name of ['客服小王', '访客', '访客01234', '访客0123456', '小明', 'constructor', '__proto__', ''])
      assert.equal(nameFor(name, 'en'), name);
  });

  it('G44 a title that the server made is read by whoever reads it; one that somebody claims stays', () => {
    const title = (text: string, isTrue = true): string => mergedTitleFor(text, { language: 'en', isTrue });
    assert.equal(title('Ann和已注销用户的聊天记录'), 'Chat history of Ann and Deleted account');
    assert.equal(title('群聊的聊天记录'), 'Chat history of a group');
    assert.equal(title('聊天记录', false), '聊天记录');
    assert.equal(mergedTitleFor('Ann和Bob的聊天记录', { language: 'zh', isTrue: true }), 'Ann和Bob的聊天记录');
  });

  it('G70 names from right to left turn nothing of a title', () => {
    const title = (language: string): string => mergedTitleFor('דנה和Bob的聊天记录', { language, isTrue: true });
    assert.equal(title('zh'), '\u2068דנה\u2069和Bob的聊天记录');
    assert.equal(title('en'), 'Chat history of \u2068דנה\u2069 and Bob');
  });

  it('G44 knows every name that the server gives', () => {
    for (const [file, pattern] of [
      ['app/people/nameless.ts', /ERASED_NAME = '([^']+)'/],
      ['app/service/admin.ts', /nickname: '([^']+)'/],
      ['app/messaging/content/merge.ts', /return '([^']+)'/],
    ] as const) {
      const [, name = ''] = pattern.exec(fs.readFileSync(file, 'utf8')) ?? [];
      assert.match(name, /\p{Script=Han}/u, file);
      assert.notEqual(nameFor(name, 'en'), name, file);
    }
  });
});
