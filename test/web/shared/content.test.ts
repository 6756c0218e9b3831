import assert from 'node:assert/strict';
import { readContent, writeContent, type Content, type Writable } from '../../../web/shared/content.ts';
import { checkContent } from '../../../app/messaging/content/check.ts';

const read = (type: string, data: unknown, options: object | null = null): Content => readContent({ type, data, options });
const envelope = (data: unknown, otherData: unknown = null): string => JSON.stringify({ data, dataType: 'x', otherData });

const FILE = '/uploads/2f99bf9c-6c08-4950-918b-4154136d6197.png';

const EACH: readonly Writable[] = [
  { kind: 'text', text: '{"data":1}' },
  { kind: 'image', url: 'https://a.example/1.png', width: 3, height: 4, size: 5, name: 'a' },
  { kind: 'audio', url: 'https://a.example/1.mp3', seconds: 1.5 },
  { kind: 'video', url: 'https://a.example/1.mp4', poster: 'https://a.example/1.png', seconds: 2 },
  { kind: 'file', url: 'https://a.example/1.zip', name: '文件.zip', size: 0 },
  { kind: 'link', url: 'https://a.example/', title: 't' },
  { kind: 'news', url: 'https://a.example/', title: 't', picture: 'https://a.example/1.png', memo: 'm' },
  { kind: 'card', of: 'group', id: 7, name: 'team' },
  { kind: 'redpacket', amount: 100, memo: '' },
];

describe('web/shared/content', () => {
  it('reads what it writes, and the server takes it', () => {
    for (const content of EACH) {
      const { type, data } = writeContent(content);
      checkContent(type, data);
      const { memo, ...rest } = { memo: '', ...read(type, data) };
      assert.deepEqual(memo === '' && content.kind !== 'redpacket' ? rest : { ...rest, memo }, content);
    }
  });

  it('reads the published client’s envelopes and bare addresses', () => {
    const url = 'https://a.example/x';
    assert.deepEqual(read('image', url), { kind: 'image', url });
    assert.deepEqual(read('image', envelope(`https://office.example${FILE}?viewer=1&expires=2&sign=x`)), { kind: 'image', url: FILE });
    assert.deepEqual(read('audio', envelope(url, { duration: '3' })), { kind: 'audio', url, seconds: 3 });
    assert.deepEqual(read('video', envelope(url, JSON.stringify({ poster: url }))), { kind: 'video', url, poster: url });
    assert.deepEqual(read('news', envelope({ title: 't', url })), { kind: 'news', url, title: 't' });
    assert.deepEqual(read('iconMenus', envelope('😀')), { kind: 'text', text: '😀' });
  });

  it('D43 gives no address that may not be opened, whatever it is hidden in', () => {
    for (const url of ['javascript:alert(1)', 'data:text/html,x', ' https://a.example', 'https://', '', 7, null]) {
      for (const type of ['image', 'file', 'link']) {
        for (const data of [url, JSON.stringify({ url }), envelope(url)]) {
          const content = read(type, data);
          assert.equal('url' in content && content.url, '', `${type} ${String(data)}`);
        }
      }
    }
    const { poster } = { poster: undefined, ...read('video', JSON.stringify({ url: '', poster: 'javascript:1' })) };
    assert.equal(poster, undefined);
  });

  it('shows several as one, and says whether they are true', () => {
    const items = [{ from_name: 'ann', type: 'text', data: 'hi', time: 5 }, { type: 7 }, 'x'];
    const data = JSON.stringify({ kind: 'merged', title: 't', items });
    const content = read('custom', data, { forwarded: true });
    assert.ok(content.kind === 'merged');
    assert.deepEqual([content.title, content.isTrue, content.items.length], ['t', true, 2]);
    assert.deepEqual(readContent(content.items[0]!.message), { kind: 'text', text: 'hi' });
    assert.equal(read('custom', data, { forwarded: 'yes' }).kind === 'merged', true);
    assert.deepEqual(read('custom', data, null), { ...content, isTrue: false });
  });

  it('bears anything', () => {
    for (const type of ['text', 'image', 'card', 'redpacket', 'custom', 'toString', 'unheard'])
      for (const data of ['', '{', '{}', '[]', 'null', null, 7, {}, { data: {} }, '{"__proto__":{"url":"x"}}'])
        assert.ok(read(type, data).kind);
    assert.deepEqual(read('unheard', 'x'), { kind: 'custom', type: 'unheard', value: 'x' });
    assert.deepEqual(read('custom', '{"a":1}'), { kind: 'custom', type: 'custom', value: { a: 1 } });
  });
});
