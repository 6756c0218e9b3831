import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { isVisible, lineOf, turns, withoutPiles } from '../../../app/text/visible.ts';

const FLAG_OF_WALES = '\u{1f3f4}\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}';

describe('text/visible', () => {
  const lines: readonly [given: string, shown: string][] = [
    ['Ann', 'Ann'],
    ['  Ann   Lee ', 'Ann Lee'],
    ['Ann\u202e', 'Ann'],
    ['\u2066Ann\u2069 \u200fLee\u061c', 'Ann Lee'],
    ['A\u200bn\u00adn\u2060\ufeff', 'Ann'],
    ['Ann\r\nLee\u0007', 'Ann Lee'],
    ['Ann\u2028Lee\u2029', 'Ann Lee'],
    ['Ann\u{e0041}\u{e006e}\u{e007f}', 'Ann'],
    [`from ${FLAG_OF_WALES}!`, `from ${FLAG_OF_WALES}!`],
    ['👨‍👩‍👧 and ❤️', '👨‍👩‍👧 and ❤️'],
    ['می‌خواهم', 'می‌خواهم'],
    ['\u200dAnn\u200d \u200c', 'Ann'],
    ['مجموعة\u200e-1', 'مجموعة\u200e-1'],
    ['क्‍ष', 'क्‍ष'],
    [`o${'\u0334'.repeat(29)}k`, `o${'\u0334'.repeat(6)}k`],
    ['e\u0301', 'é'],
    ['Ann\ud800', 'Ann'],
    ['\u200b', ''],
    ['\u2800\u3164\u2060\u00ad', ''],
    ['\u3000\u00a0', ''],
    ['\u0301', ''],
    ['\u200d', ''],
  ];

  for (const [given, shown] of lines) {
    it(`G70 shows ${JSON.stringify(given)} as ${JSON.stringify(shown)}`, () => assert.equal(lineOf(given), shown));
    it(`G70 and shows ${JSON.stringify(shown)} as it is`, () => assert.equal(lineOf(shown), shown));
  }

  // The square of these lengths would take minutes.
  const evil: readonly [what: string, text: string][] = [
    ['joiners', `a${'\u200d'.repeat(200_000)}b`],
    ['marks of several classes', `a${'\u0301\u0323'.repeat(100_000)}`],
    ['marks that are bared', `a${'\u0301\u200b\u0323\u200b'.repeat(50_000)}`],
    ['blanks', `a${' \u00a0'.repeat(100_000)}b`],
  ];
  for (const [what, text] of evil)
    it(`G70 reads the longest text at once: ${what}`, () => {
      assert.ok(lineOf(text).length > 0);
      assert.ok(withoutPiles(text).normalize('NFKC').length > 0);
    });

  it('G70 knows what turns', () => {
    for (const text of ['a\u202eb', '\u2066', 'x\u2069']) assert.ok(turns(text));
    for (const text of ['abc', 'שלום', '\u200f', '👨‍👩‍👧']) assert.ok(!turns(text));
  });

  for (const text of ['\u200b', '\u2800', '\u3164', '\u2060', '\u00ad', ' \t\n', '\u115f\u1160\uffa0', '\u{e0041}', '\u180e'])
    it(`G70 sees nothing in ${JSON.stringify(text)}`, () => assert.equal(isVisible(text), false));

  for (const text of ['a', '。', '👍', '\u200b!', '7️⃣', 'ㅤx'])
    it(`G70 sees something in ${JSON.stringify(text)}`, () => assert.equal(isVisible(text), true));
});
