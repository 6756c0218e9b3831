import assert from 'node:assert/strict';
import { plateOf, summaryOf, type PlateWords } from '../../../web/chat/plate.ts';
import { readContent, writeContent, type Writable } from '../../../web/shared/index.ts';

const WORDS: PlateWords = {
  language: 'en',
  image: 'Picture',
  audio: 'Voice message',
  video: 'Video',
  file: 'File',
  link: 'Link',
  news: 'Article',
  userCard: 'Contact card',
  groupCard: 'Group card',
  packet: 'Red packet',
  packetMemo: 'Best wishes',
  packetNote: 'no money moves',
  merged: 'Chat history',
  unknown: 'Not shown here',
  count: (n) => `${n} messages`,
};

describe('web/chat/plate', () => {
  const readable = (content: Writable) => ({ ...writeContent(content), options: null });
  const plate = (content: Writable) => plateOf(readContent(readable(content)), WORDS);

  it('G39 has a title, a memo and where it leads, of every kind', () => {
    const link = plate({ kind: 'link', url: 'https://shop.example/a', title: 'Pots', memo: 'Fresh from the kiln' });
    assert.deepEqual(
      [link.title, link.memo, link.foot, link.url],
      ['Pots', 'Fresh from the kiln', 'shop.example', 'https://shop.example/a'],
    );
    assert.equal(plate({ kind: 'link', url: 'https://shop.example/a' }).title, 'shop.example');
    assert.equal(plate({ kind: 'link', url: 'javascript:alert(1)' }).url, '');
    const news = plate({
      kind: 'news',
      url: 'https://shop.example/',
      title: 'Kiln',
      picture: '/uploads/0193a0a0-0000-4000-8000-000000000001.png',
    });
    assert.deepEqual([news.title, news.picture], ['Kiln', '/uploads/0193a0a0-0000-4000-8000-000000000001.png']);
    assert.deepEqual(
      [plate({ kind: 'card', of: 'user', id: 7, name: 'Ann' }).title, plate({ kind: 'card', of: 'group', id: 7 }).foot],
      ['Ann', 'Group card'],
    );
    assert.equal(plate({ kind: 'card', of: 'user', id: 7 }).title, 'Contact card 7');
    const { title, amount, memo, foot } = plate({ kind: 'redpacket', amount: 123_456 });
    assert.deepEqual([title, amount, memo, foot], ['Best wishes', '1,234.56', 'no money moves', 'Red packet']);
  });

  it('G39 shows several as their first lines, and what is unknown as such', () => {
    const items = Array.from({ length: 6 }, (_, i) => ({ from_name: i === 1 ? '客服' : 'Ann', type: 'text', data: `line ${i}`, time: i }));
    const several = { type: 'custom', data: JSON.stringify({ kind: 'merged', title: '聊天记录', items }), options: { forwarded: true } };
    const { title, foot, items: shown } = plateOf(readContent(several), WORDS);
    assert.deepEqual([title, foot, shown.length], ['Chat history', '6 messages', 4]);
    assert.deepEqual(shown.slice(0, 2), ['Ann: line 0', 'Support: line 1']);
    const nameless = { ...several, data: several.data.replaceAll('"Ann"', '""') };
    assert.equal(plateOf(readContent(nameless), WORDS).items[0], 'line 0');
    assert.equal(plateOf(readContent({ type: 'custom', data: '{"of":"a game"}', options: null }), WORDS).title, 'Not shown here');
  });

  it('G39 says every message in one line', () => {
    assert.equal(summaryOf(readable({ kind: 'text', text: 'two\nlines' }), WORDS), 'two lines');
    assert.equal(summaryOf(readable({ kind: 'image', url: 'https://a.example/x.png' }), WORDS), '[Picture]');
    assert.equal(summaryOf(readable({ kind: 'file', url: 'https://a.example/x', name: 'bill.pdf' }), WORDS), '[File] bill.pdf');
    assert.equal(summaryOf(readable({ kind: 'card', of: 'user', id: 7, name: 'Ann' }), WORDS), '[Contact card] Ann');
    assert.equal(summaryOf(readable({ kind: 'link', url: 'https://shop.example/a' }), WORDS), '[Link] shop.example');
    assert.equal(summaryOf(readable({ kind: 'news', url: 'https://shop.example/', title: 'Kiln' }), WORDS), '[Article] Kiln');
    assert.equal(summaryOf(readable({ kind: 'redpacket', amount: 1 }), WORDS), '[Red packet] Best wishes');
    assert.equal(summaryOf({ type: 'a game', data: '{}', options: null }, WORDS), '[Not shown here]');
  });
});
