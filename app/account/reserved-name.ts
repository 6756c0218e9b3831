import unhomoglyph from 'unhomoglyph';

/** Names of accounts that are gone. */
const GONE = /^erased_\d+$/i;
/** What is written instead of letters, and is no confusable of theirs, or of a letter of another case only. */
const INSTEAD: ReadonlyMap<string, string> = new Map(
  Object.entries({
    a: '@4ᴀɐαⲁₐ₳',
    b: 'ʙв',
    c: 'ᴄ¢',
    d: 'ᴅδдđ',
    e: '3ᴇεǝɛ€',
    f: 'ꜰ₣',
    h: 'ʜн',
    i: '!¡',
    k: 'ĸᴋκк',
    m: 'ᴍм',
    n: 'ɴп',
    p: 'ᴘ',
    r: 'ʀ',
    s: '$5ꜱ',
    t: '7ᴛт',
    系: '糸',
  }).flatMap(([letter, signs]) => Array.from(signs, (sign) => [sign, letter] as const)),
);
/** Letters in black discs and squares, and those that flags are made of: each row begins with its A. */
const ROWS = [0x1_f150, 0x1_f170, 0x1_f1e6] as const;
const LETTERS = 26;
/** Digits at either end of a word. */
const NUMBER = /(?<![\p{L}\p{N}])\p{Nd}+|\p{Nd}+(?![\p{L}\p{N}])/gu;
const HAN = /\p{Script=Han}/u;

/**
 * Whether a name passes for one that is reserved, as people see it: letters that look alike are one (Unicode's confusables), case, width,
 * marks, numbers at an end and what stands between letters make no difference. A Chinese word is one wherever it stands, a Latin one where it stands alone:
 * nobody who is called Badminton is an admin.
 */
export function isReserved(name: string, words: readonly string[]): boolean {
  if (GONE.test(name.trim())) return true;
  // A digit may stand for a letter, or be a number behind a word.
  return passes(name, words) || passes(name.normalize('NFKD').replaceAll(NUMBER, ''), words);
}

function passes(name: string, words: readonly string[]): boolean {
  const seen = skeletonsOf(name).map((skeleton) => ({ joined: lettersOf(skeleton), parts: skeleton.split(/[^\p{L}]+/u) }));
  return words.some((word) => {
    const wanted = wantedOf(word);
    if (wanted === '') return false;
    if (HAN.test(word)) return seen.some(({ joined }) => joined.includes(wanted));
    return seen.some(({ joined, parts }) => {
      const stand = [joined, ...parts, ...parts.slice(1).map((part, index) => `${parts[index]}${part}`)];
      return stand.includes(wanted);
    });
  });
}

/** Of the words of the configuration, which are always the same. */
const wanteds = new Map<string, string>();

function wantedOf(word: string): string {
  const wanted = wanteds.get(word) ?? lettersOf(skeletonOf(word));
  wanteds.set(word, wanted);
  return wanted;
}

function lettersOf(skeleton: string): string {
  return skeleton.replaceAll(/[^\p{L}]/gu, '');
}

/** A name as the eye has it. Capitals are like others than their small letters are (Κ and κ): it is read both ways. */
function skeletonsOf(name: string): string[] {
  return [skeletonOf(name), skeletonOf(unhomoglyph(plain(name)))];
}

function skeletonOf(name: string): string {
  let seen = plain(name).toLowerCase();
  // What a sign stands for may be a confusable again, and the other way round.
  for (let round = 0; round < 2; round += 1)
    seen = plain(unhomoglyph(Array.from(seen, (sign) => INSTEAD.get(sign) ?? sign).join(''))).toLowerCase();
  // i and l are one of the oldest tricks, and no confusables.
  return seen.replaceAll('i', 'l');
}

function plain(name: string): string {
  const bare = name.normalize('NFKD').replaceAll(/[\p{M}\p{Default_Ignorable_Code_Point}]/gu, '');
  return Array.from(bare, unboxed).join('');
}

function unboxed(sign: string): string {
  const code = sign.codePointAt(0) ?? 0;
  const row = ROWS.find((first) => code >= first && code < first + LETTERS);
  return row === undefined ? sign : String.fromCodePoint(0x61 + code - row);
}
