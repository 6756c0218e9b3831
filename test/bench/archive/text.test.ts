import assert from 'node:assert/strict';
import { Dice } from '../../../bench/archive/dice.ts';
import { KINDS } from '../../../bench/archive/keyword.ts';
import { chineseWord, englishWord, sentence, WORDS } from '../../../bench/archive/text.ts';

const COUNT = 20_000;

function texts(seed: number, count = COUNT): string[] {
  const dice = new Dice(seed);
  return Array.from({ length: count }, () => sentence(dice));
}

describe('bench/archive/text', () => {
  it('says the same for the same seed', () => {
    assert.deepEqual(texts(7, 100), texts(7, 100));
    assert.notDeepEqual(texts(7, 100), texts(8, 100));
  });

  it('has a word of its own for every rank', () => {
    for (const word of [englishWord, chineseWord]) {
      assert.equal(new Set(Array.from({ length: WORDS }, (_, rank) => word(rank))).size, WORDS);
    }
  });

  it('uses the n-th word about a n-th as often as the first', () => {
    const dice = new Dice(1);
    const counts = Array.from({ length: WORDS }, () => 0);
    for (let roll = 0; roll < 200_000; roll += 1) counts[dice.rank(WORDS)]! += 1;
    const [first = 0] = counts;
    for (const rank of [2, 5, 10, 100]) {
      const share = counts[rank - 1]! / first;
      assert.ok(share * rank > 0.8 && share * rank < 1.7, `${rank}: ${share}`);
    }
    assert.ok(counts.findLastIndex((count) => count > 0) > WORDS * 0.95);
  });

  it('is half Chinese', () => {
    const chinese = texts(3).filter((text) => /\p{Script=Han}/u.test(text)).length;
    assert.ok(Math.abs(chinese / COUNT - 0.5) < 0.02);
  });

  it('holds the keywords that it should, and no other', () => {
    const all = texts(5).join('\n');
    for (const { name, keyword, isThere } of KINDS.filter((kind) => !kind.name.startsWith('two words') && !kind.name.startsWith('rare'))) {
      const found = [0, 1, 2, 3].map((number) => all.includes(keyword(number)));
      assert.deepEqual(found, [isThere, isThere, isThere, isThere], name);
    }
  });
});
