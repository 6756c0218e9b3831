import assert from 'node:assert/strict';
import { segmentsOf } from '../../../web/chat/segments.ts';

/** The addresses that are links in a text. */
function linksIn(text: string): string[] {
  const segments = segmentsOf(text);
  assert.equal(segments.map((segment) => segment.text).join(''), text, 'no letter is lost');
  return segments.flatMap(({ url }) => url ?? []);
}

describe('web/chat/segments', () => {
  // The square of these lengths would take minutes.
  for (const sign of [')', ']', '}', '.', '_', '()'])
    it(`G78 reads the longest message at once: ${sign}`, () => {
      assert.equal(linksIn(`_http://a.example/${sign.repeat(64_000)}`).length, 1);
    });

  const PAGE = 'https://en.example/wiki/A';

  for (const [text, ...links] of [
    ['https://en.example/wiki/A_(b)', `${PAGE}_(b)`],
    ['(see https://en.example/wiki/A_(b))', `${PAGE}_(b)`],
    ['see (https://en.example/wiki/A).', PAGE],
    ['[https://en.example/wiki/A] {https://en.example/wiki/A}', PAGE, PAGE],
    ['https://en.example/a[1]=2', 'https://en.example/a[1]=2'],
    ['**https://en.example/wiki/A**', PAGE],
    ['**see https://en.example/wiki/A**, twice', PAGE],
    ['_https://en.example/wiki/A_ and ~~https://en.example/wiki/A~~', PAGE, PAGE],
    ['https://en.example/wiki/A_ keeps its own', `${PAGE}_`],
    ['`https://en.example/wiki/A`', PAGE],
    ['https://en.example/wiki/A；谢谢', PAGE],
    ['https://en.example/wiki/A，好吗？ “https://en.example/wiki/A”。', PAGE, PAGE],
    ['（https://en.example/wiki/A）', PAGE],
    ['https://en.example/维基/甲', 'https://en.example/维基/甲'],
    ['انظر https://en.example/wiki/A؟', PAGE],
    ['https://en.example/wiki/A\u202Egpj.exe', PAGE],
    ['https://en.example/wiki/A?b=1&c=2#d.', `${PAGE}?b=1&c=2#d`],
    ['https://en.example/wiki/A…', PAGE],
  ] as const) {
    it(`G78 ${JSON.stringify(text)}`, () => assert.deepEqual(linksIn(text), links));
  }

  for (const text of ['', 'words', 'https://', 'http://(', 'javascript:alert(1)', 'https://[', 'ftp://en.example/']) {
    it(`has no link in ${JSON.stringify(text)}`, () => assert.deepEqual(linksIn(text), []));
  }

  for (const [text, host] of [
    ['https://bank.example@evil.example/', 'evil.example'],
    ['https://bank.example%2Flogin@evil.example', 'evil.example'],
    ['https://b\u0430nk.example/', 'xn--bnk-6cd.example'],
    ['https://\u0440\u0430y.example:8443/', 'xn--y-7sb1c.example:8443'],
    ['https://\u0261oogle.example/', 'xn--oogle-qmc.example'],
    ['https://ｂａｎｋ.example/', 'bank.example'],
    ['http://0x7f.1/', '127.0.0.1'],
    ['https://bank.example\\@evil.example/', 'bank.example'],
  ] as const)
    it(`G70 shows where ${JSON.stringify(text)} leads`, () => assert.equal(segmentsOf(text)[0]?.host, host));

  for (const text of [
    'https://en.example/wiki/A',
    'https://EN.example:8443?at=a@b.example',
    'https://en.example:443/',
    'https://b\u00fccher.example/',
    'https://例子.example/路',
    'https://пример.рф/',
    'https://[2001:db8::1]/',
  ])
    it(`G70 lets ${JSON.stringify(text)} speak for itself`, () => assert.equal(segmentsOf(text)[0]?.host, undefined));

  it('G62 finds links in a browser without URL.canParse', () => {
    const canParse = URL.canParse.bind(URL);
    Reflect.deleteProperty(URL, 'canParse');
    try {
      assert.deepEqual(linksIn(`look: ${PAGE}`), [PAGE]);
      assert.deepEqual(linksIn('https://['), []);
    } finally {
      URL.canParse = canParse;
    }
  });
});
