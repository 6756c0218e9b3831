import { chineseWord, englishWord, WORDS } from './text.ts';

/** A kind of keyword; every number gives one, and they come again where there are few. */
export interface Kind {
  readonly name: string;
  readonly keyword: (number: number) => string;
  /** Whether the archive holds it. */
  readonly isThere: boolean;
}

/** Ranks: met in every page, every day, now and then, and a dozen times among a million messages. */
const COMMON = 8;
const DAILY = { from: 20, to: 500 };
const USUAL = { from: 200, to: 2000 };
const RARE = { from: WORDS - 2000, to: WORDS };

/** What people look for, from the rare to the word in every message. */
export const KINDS: readonly Kind[] = [
  { name: 'rare word', isThere: true, keyword: (number) => englishWord(among(RARE, number)) },
  { name: 'rare word, Chinese', isThere: true, keyword: (number) => chineseWord(among(RARE, number)) },
  { name: 'two Chinese characters', isThere: true, keyword: (number) => chineseWord(among(USUAL, number)) },
  { name: 'everyday word', isThere: true, keyword: (number) => englishWord(among(DAILY, number)) },
  { name: 'common word', isThere: true, keyword: (number) => englishWord(number % COMMON) },
  { name: 'common word, Chinese', isThere: true, keyword: (number) => chineseWord(1 + 2 * (number % COMMON)) },
  { name: 'one Chinese character', isThere: true, keyword: (number) => chineseWord(2 * (number % COMMON)) },
  { name: 'two words', isThere: true, keyword: (number) => `${englishWord(number % USUAL.from)} ${englishWord(among(USUAL, number))}` },
  {
    name: 'two words, Chinese',
    isThere: true,
    keyword: (number) => `${chineseWord(1 + 2 * (number % COMMON))} ${chineseWord(among(USUAL, number))}`,
  },
  // No syllable has a q, and no word these letters.
  {
    name: 'no such word',
    isThere: false,
    keyword: (number) => (number % 2 === 0 ? `qu${englishWord(number)}` : `麒麟${chineseWord(number)}`),
  },
];

/** Numbers next to each other give ranks far from each other. */
function among({ from, to }: { from: number; to: number }, number: number): number {
  return from + ((number * 37) % (to - from));
}
