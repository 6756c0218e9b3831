import assert from 'node:assert/strict';
import { contentOf } from '../../../plugins/search/content.ts';

const wrapped = (data: unknown, otherData: unknown = null): string => JSON.stringify({ data, dataType: false, otherData });

describe('content of a message', () => {
  it('is the text, also where the published client wraps it', () => {
    assert.equal(contentOf('text', '你好'), '你好');
    assert.equal(contentOf('text', wrapped('你好')), '你好');
  });

  it('is text that only looks wrapped, as it stands', () => {
    for (const text of ['{"a":1}', '{', '[1]', '{"data":"x"}', 'null', '']) assert.equal(contentOf('text', text), text);
  });

  it('is the name of a file or card, and the title of a link or of news', () => {
    assert.equal(contentOf('file', wrapped('https://x/y.pdf', { name: '合同.pdf', size: 5 })), '合同.pdf');
    assert.equal(contentOf('file', JSON.stringify({ url: 'https://x/secret', name: 'plan.txt' })), 'plan.txt');
    assert.equal(contentOf('news', wrapped({ title: '标题', memo: '摘要', url: 'https://x' })), '标题\n摘要');
    assert.equal(contentOf('link', wrapped(JSON.stringify({ title: '首页' }))), '首页');
    assert.equal(contentOf('card', wrapped('', { nickname: '小红', id: 5 })), '小红');
  });

  it('is nothing for other types and for odd data', () => {
    for (const type of ['image', 'audio', 'systemNotice', 'custom']) assert.equal(contentOf(type, wrapped('text')), '');
    for (const data of ['', '{', '[]', 'https://x/y.pdf', '{"name":5}', 'null']) assert.equal(contentOf('file', data), '');
  });

  it('looks only so deep', () => {
    let deep: unknown = { name: 'deep' };
    for (let depth = 0; depth < 1000; depth += 1) deep = { data: deep };
    assert.equal(contentOf('file', JSON.stringify(deep)), '');
  });
});
