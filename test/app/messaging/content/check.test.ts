import assert from 'node:assert/strict';
import { checkContent, filesOf } from '../../../../app/messaging/content/check.ts';
import { parsesOf } from '../../../support/parses.ts';

const FILE = '/uploads/0193a0a0-0000-4000-8000-000000000001.png';
const POSTER = 'https://chat.example/uploads/0193a0a0-0000-4000-8000-000000000002.jpg?sign=x';
const WEB = 'https://pictures.example/a.png';

const takes = (type: string, data: unknown): readonly string[] => checkContent(type, text(data)).files;
const refuses = (type: string, data: unknown, desc?: string): void => {
  const check = (): unknown => checkContent(type, text(data));
  assert.throws(
    check,
    desc === undefined ? { code: 'content_invalid' } : { code: 'content_invalid', params: { desc } },
    `${type} ${text(data)}`,
  );
};
const text = (data: unknown): string => (typeof data === 'string' ? data : JSON.stringify(data));
const envelope = (data: unknown, otherData: unknown = null): object => ({ data, dataType: 'x', otherData });

/** Addresses that a browser would run, or take from the reader's own machine. */
const EVIL = [
  'javascript:alert(1)',
  'JaVaScRiPt: alert(1)',
  ' \n\u0001javascript:alert(1)',
  'java\nscript:alert(1)',
  'vbscript:x',
  'data:text/html,<script>alert(1)</script>',
  'file:///etc/passwd',
  'blob:https://a.example/1',
];

describe('checkContent', () => {
  it('D39 takes no names and titles that turn what follows', () => {
    for (const type of ['file', 'link', 'news', 'image'])
      for (const turning of ['\u202e', '\u2066', '\u202b']) {
        const named = { file: { url: FILE, name: `a${turning}fdp.exe`, size: 1 }, image: { url: FILE, name: `a${turning}gpj` } }[type];
        const titled = { url: WEB, title: `a${turning}b` };
        refuses(type, named ?? titled, type === 'file' || type === 'image' ? 'name' : 'title');
      }
    takes('file', { url: FILE, name: 'résumé \u200f.pdf', size: 1 });
  });

  it('takes any words, whatever they look like', () => {
    for (const type of ['text', 'iconMenus', 'emoji'])
      for (const data of [
        'x',
        '{',
        '<img src=x onerror=alert(1)>',
        'javascript:alert(1)',
        '{"data":"x","dataType":"text","otherData":null}',
        '[1]',
        '😀',
      ])
        assert.deepEqual(takes(type, data), []);
  });

  it('takes an address as it is, of the web or of a file of ours', () => {
    for (const type of ['image', 'audio', 'video', 'file']) {
      assert.deepEqual(takes(type, WEB), []);
      assert.deepEqual(takes(type, FILE), [FILE]);
      assert.deepEqual(takes(type, POSTER), [POSTER]);
    }
    assert.deepEqual(takes('link', 'http://a.example/?q=客服'), []);
  });

  it('D43 refuses an address that is none', () => {
    const wrong = [
      ...EVIL,
      'x',
      '/uploads/../a.png',
      '/uploads/a.png',
      '/etc/passwd',
      'ftp://a.example',
      'http://',
      '//a.example',
      '[]',
      '"x"',
      'null',
    ];
    for (const type of ['image', 'audio', 'video', 'file', 'link']) for (const data of wrong) refuses(type, data);
    refuses('link', FILE);
    refuses('image', `https://a.example/${'x'.repeat(2000)}`);
  });

  it('takes the envelope of the published client for every type', () => {
    for (const type of ['image', 'audio', 'video', 'file', 'link', 'news', 'card', 'redpacket']) {
      for (const data of [WEB, FILE, '/static/a.png', '看看这个：很好', '', { url: WEB }, null, 1])
        takes(type, envelope(data, { title: 'x', size: 1 }));
    }
    assert.deepEqual(takes('video', envelope(FILE, { poster: POSTER, again: FILE })), [FILE, POSTER]);
    assert.deepEqual(takes('video', envelope(JSON.stringify({ url: FILE }))), [FILE]);
  });

  it('D43 refuses an envelope with an address that harms', () => {
    for (const evil of EVIL) {
      for (const type of ['image', 'audio', 'video', 'file', 'link']) refuses(type, envelope(evil), 'url');
      for (const type of ['link', 'news', 'card']) {
        refuses(type, envelope('x', { deep: [{ url: evil }] }), 'url');
        refuses(type, envelope('x', JSON.stringify({ url: evil })), 'url');
      }
    }
    refuses('image', envelope('ftp://a.example/x'), 'url');
  });

  it('holds an envelope to what screens of ours show of it', () => {
    const card = { kind: 'group', id: '7', name: '官方' };
    for (const sent of [envelope(card), envelope(JSON.stringify(card)), envelope(null, card), envelope('x', JSON.stringify(card))])
      assert.deepEqual(checkContent('card', text(sent)).card, { ...card, id: 7 });
    assert.deepEqual(checkContent('card', text(envelope({ id: 7 }))).card, { kind: 'user', id: 7, name: undefined });
    refuses('file', envelope({ url: WEB, name: '\u202Egpj.exe' }), 'data');
    refuses('link', envelope(WEB, { title: 'a\u2066b' }), 'data');
    refuses('redpacket', envelope({ amount: 2_000_001 }), 'amount');
    refuses('redpacket', envelope(JSON.stringify({ amount: '9e15' })), 'amount');
    takes('redpacket', envelope({ amount: 2_000_000 }));
  });

  it('takes objects of our own clients', () => {
    const good: Record<string, object[]> = {
      image: [{ url: FILE }, { url: WEB, width: 1, height: 20_000, size: 0, name: '图.png' }],
      audio: [
        { url: FILE, seconds: 0 },
        { url: WEB, seconds: 3600 },
        { url: WEB, seconds: 1.5, size: 10 },
      ],
      video: [{ url: WEB }, { url: FILE, poster: POSTER, seconds: 3, width: 1, height: 1, size: 1 }],
      file: [
        { url: FILE, name: '<b>../合同 😀.pdf', size: 0 },
        { url: WEB, name: 'x'.repeat(255), size: 2 ** 40 },
      ],
      link: [{ url: WEB }, { url: WEB, title: '客'.repeat(200), memo: '' }],
      news: [
        { title: '标题', url: WEB },
        { title: '客'.repeat(200), url: WEB, picture: FILE, memo: '客'.repeat(500) },
      ],
      card: [
        { kind: 'user', id: 1 },
        { kind: 'group', id: 2, name: '<script>' },
      ],
      redpacket: [{ amount: 1 }, { amount: 2_000_000, memo: '客'.repeat(100) }],
    };
    for (const [type, all] of Object.entries(good)) for (const data of all) takes(type, data);
    assert.deepEqual(takes('video', { url: FILE, poster: POSTER }), [FILE, POSTER]);
    assert.deepEqual(takes('news', { title: 'x', url: WEB, picture: FILE }), [FILE]);
    assert.deepEqual(checkContent('card', '{"kind":"group","id":2}').card, { kind: 'group', id: 2 });
    assert.equal(checkContent('card', text(envelope('x'))).card, undefined);
  });

  it('names the field of an object that breaks its rule', () => {
    const bad: Record<string, [object, string][]> = {
      image: [
        [{}, 'url'],
        [{ url: 1 }, 'url'],
        [{ url: WEB, width: 0 }, 'width'],
        [{ url: WEB, width: '1' }, 'width'],
        [{ url: WEB, height: 1.5 }, 'height'],
        [{ url: WEB, href: EVIL[0] }, 'href'],
      ],
      audio: [
        [{ url: WEB }, 'seconds'],
        [{ url: WEB, seconds: -1 }, 'seconds'],
        [{ url: WEB, seconds: 3600.1 }, 'seconds'],
      ],
      video: [[{ url: WEB, poster: 'x' }, 'poster']],
      file: [
        [{ url: WEB, size: 1 }, 'name'],
        [{ url: WEB, name: '', size: 1 }, 'name'],
        [{ url: WEB, name: 'x'.repeat(256), size: 1 }, 'name'],
        [{ url: WEB, name: 'x' }, 'size'],
        [{ url: WEB, name: 'x', size: -1 }, 'size'],
      ],
      link: [
        [{ url: FILE }, 'url'],
        [{ url: WEB, title: 'x'.repeat(201) }, 'title'],
      ],
      news: [
        [{ url: WEB }, 'title'],
        [{ title: ' ', url: WEB }, 'title'],
        [{ title: 'x' }, 'url'],
        [{ title: 'x', url: WEB, memo: 'x'.repeat(501) }, 'memo'],
        [{ title: 'x', url: WEB, picture: 'data:x' }, 'picture'],
      ],
      card: [
        [{ kind: 'x', id: 1 }, 'kind'],
        [{ kind: 'user' }, 'id'],
        [{ kind: 'user', id: 0 }, 'id'],
        [{ kind: 'user', id: 1, avatar: 'x' }, 'avatar'],
      ],
      redpacket: [
        [{}, 'amount'],
        [{ amount: 0 }, 'amount'],
        [{ amount: 2_000_001 }, 'amount'],
        [{ amount: 1.5 }, 'amount'],
        [{ amount: '1' }, 'amount'],
        [{ amount: 1, memo: 'x'.repeat(101) }, 'memo'],
      ],
    };
    for (const [type, all] of Object.entries(bad)) for (const [data, desc] of all) refuses(type, data, desc);
    for (const evil of EVIL)
      for (const type of ['image', 'audio', 'video', 'file', 'link', 'news'])
        refuses(type, { url: evil, title: 'x', name: 'x', size: 1, seconds: 1 });
  });

  it('needs an object for news, cards and red packets', () => {
    for (const type of ['news', 'card', 'redpacket']) for (const data of ['x', WEB, '[]', '1']) refuses(type, data, 'data');
  });

  it('takes JSON of any shape for custom, and finds the files in it', () => {
    for (const data of ['{}', '[1]', '1', 'null', '"x"']) assert.deepEqual(takes('custom', data), []);
    assert.deepEqual(takes('custom', { items: [{ data: FILE }, { data: JSON.stringify({ url: POSTER }) }] }), [FILE, POSTER]);
    for (const data of ['', 'x', '{', 'undefined']) refuses('custom', data, 'JSON');
  });

  it('D21 is not impressed by depth, number or the prototype', () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    refuses('custom', nested(30_000), 'data');
    refuses('image', `{"dataType":1,"data":${nested(10_000)}}`, 'data');
    refuses('image', `{"url":"${WEB}","__proto__":{}}`, '__proto__');
    const many = Array.from({ length: 65 }, (_, index) => FILE.replace('000000000001', String(index).padStart(12, '0')));
    assert.equal(takes('custom', many.slice(1)).length, 64);
    assert.throws(() => takes('custom', many), { code: 'content_invalid' });
  });

  describe('G08 what is in a message costs little, whatever it holds', () => {
    const wrong = '{"/uploads/"}';
    const merged = (count: number, item: object): string =>
      text({ kind: 'merged', title: 'x', items: Array.from({ length: count }, () => item) });

    it('G08 is refused where it holds more texts that look like objects than any client writes', () => {
      for (const [type, data] of [
        ['custom', { k: Array.from({ length: 4000 }, () => wrong) }],
        ['custom', { k: Array.from({ length: 4000 }, () => '{"a":"/uploads/"}') }],
        [
          'link',
          envelope(
            'x',
            Array.from({ length: 16_000 }, () => '{}'),
          ),
        ],
        [
          'link',
          envelope(
            'x',
            Array.from({ length: 4000 }, () => wrong),
          ),
        ],
        ['custom', merged(1500, { type: 'image', data: wrong })],
        ['custom', merged(1500, { type: 'custom', data: wrong })],
      ] as const)
        assert.ok(parsesOf(() => refuses(type, data, 'data')) <= 260, text(data).slice(0, 60));
    });

    it('G08 texts that only look like objects, and those that name no file, are not read', () => {
      const halves = `{"k":[${'"{",'.repeat(16_300)}1]}`;
      assert.ok(parsesOf(() => takes('custom', halves)) <= 2);
      assert.ok(parsesOf(() => takes('custom', { k: Array.from({ length: 4000 }, () => '{}') })) <= 2);
      assert.ok(
        parsesOf(() =>
          takes(
            'link',
            envelope(
              'x',
              Array.from({ length: 16_000 }, () => '{'),
            ),
          ),
        ) <= 2,
      );
      assert.ok(parsesOf(() => filesOf('custom', halves)) === 0);
    });

    it('G08 as many objects with files as a message may show are read, each in its own', () => {
      const files = Array.from({ length: 64 }, (_, index) => FILE.replace('000000000001', String(index).padStart(12, '0')));
      const items = files.map((file) => ({ type: 'image', data: text(envelope(file, text({ url: file }))) }));
      assert.deepEqual(takes('custom', { kind: 'merged', title: 'x', items }), files);
      assert.deepEqual(takes('custom', { k: files.map((file) => text({ url: file })) }), files);
      assert.deepEqual(takes('custom', text({ k: text({ url: FILE }).replaceAll('/', '\\/') })), [FILE]);
    });
  });

  it('finds the files of what was stored, whatever is wrong with it', () => {
    assert.deepEqual(filesOf('image', FILE), [FILE]);
    assert.deepEqual(filesOf('video', text(envelope(FILE, { poster: POSTER }))), [FILE, POSTER]);
    assert.deepEqual(filesOf('text', FILE), []);
    assert.deepEqual(filesOf('image', '{"broken'), []);
  });
});
