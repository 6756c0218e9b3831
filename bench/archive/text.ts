import type { Dice } from './dice.ts';

/** Words of each language. */
export const WORDS = 20_000;
/** Of the Chinese ones so many have one letter, and are met most. */
const PARTICLES = Array.from('的我是你了在不有就也都好去说要还没会吗吧');
const FREQUENT_CHINESE = '我们 你们 他们 现在 今天 明天 可以 什么 没有 知道 时候 问题 怎么 一下 因为 所以 已经 需要 大家 谢谢'.split(' ');
const FREQUENT_ENGLISH =
  'the to you and i a it is that in of we for can have this on be not are with do will if so what just but at me from how when order ok'.split(
    ' ',
  );
/** Letters that the rarer words are made of, by how common they are. */
const LETTERS = Array.from(
  '一人上大为和国地到以时出会可对生能而子得于着下自之年过发后作里用道行然家种事成方多经么法学如同现当动面起看定天分进小部其些主样理心她本前开但从想实日军者意无力它与长把机十民第公此工使情明性全三又关点正业外将两高间由很最重并物手应战向头文体政美相见被利等产或新制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清切院让识候带导争运',
);
const SYLLABLES = Array.from('bcdfghjklmnprstvwz').flatMap((first) => Array.from('aeiou', (second) => first + second));
const ENDINGS = ['', 's', 'ing', 'er', ''];
/** Prime: scatters ranks, so that words that are met as often as each other begin differently. */
const STEP = 7919;

/** The English word of a rank, below WORDS; each rank has its own. */
export function englishWord(rank: number): string {
  const frequent = FREQUENT_ENGLISH[rank];
  if (frequent !== undefined) return frequent;
  const count = SYLLABLES.length;
  const at = (rank * STEP) % count ** 3;
  const digits = [at % count, Math.floor(at / count) % count, Math.floor(at / count ** 2)];
  return digits.map((digit) => SYLLABLES[digit]).join('') + (ENDINGS[rank % ENDINGS.length] ?? '');
}

/** The Chinese word of a rank, below WORDS: one letter or two. */
export function chineseWord(rank: number): string {
  // The first ranks change between the two kinds, as in life.
  const [frequent, half] = [rank % 2 === 0 ? PARTICLES : FREQUENT_CHINESE, Math.floor(rank / 2)];
  const known = frequent[half];
  if (known !== undefined) return known;
  const at = (rank * STEP) % LETTERS.length ** 2;
  return `${LETTERS[at % LETTERS.length]}${LETTERS[Math.floor(at / LETTERS.length)]}`;
}

/** A sentence of 4 to 10 words as people write in a chat; every other one is Chinese, and some of those hold an English word. */
export function sentence(dice: Dice): string {
  const count = 4 + dice.below(7);
  return dice.below(2) === 0 ? english(dice, count) : chinese(dice, count);
}

function english(dice: Dice, count: number): string {
  const words = Array.from({ length: count }, () => englishWord(dice.rank(WORDS)));
  return words.join(' ') + (['', '.', '?', '!'][dice.below(4)] ?? '');
}

function chinese(dice: Dice, count: number): string {
  const words = Array.from({ length: count }, () => chineseWord(dice.rank(WORDS)));
  if (dice.below(10) === 0) words[dice.below(count)] = ` ${englishWord(dice.rank(WORDS))} `;
  if (count > 6) words[4] += '，';
  return words.join('') + (['', '。', '？', '！'][dice.below(4)] ?? '');
}
