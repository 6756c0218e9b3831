import unhomoglyph from 'unhomoglyph';

/** Names of accounts that are gone. */
const GONE = /^erased_\d+$/i;
/** What is written instead of letters, and is no confusable. */
const INSTEAD: Readonly<Record<string, string>> = { '@': 'a', 4: 'a', 3: 'e', ĸ: 'k' };
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
  const seen = skeletonOf(name);
  const joined = seen.replaceAll(/[^\p{L}]/gu, '');
  const parts = seen.split(/[^\p{L}]+/u);
  const stand = new Set([joined, ...parts, ...parts.slice(1).map((part, index) => `${parts[index]}${part}`)]);
  return words.some((word) => {
    const wanted = skeletonOf(word).replaceAll(/[^\p{L}]/gu, '');
    if (wanted === '') return false;
    return HAN.test(word) ? joined.includes(wanted) : stand.has(wanted);
  });
}

/** A name as the eye has it. */
function skeletonOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/[\p{M}\p{Default_Ignorable_Code_Point}]/gu, '')
    .toLowerCase()
    .replaceAll(/[@43ĸ]/gu, (sign) => INSTEAD[sign] ?? sign);
  // i and l are one of the oldest tricks, and no confusables.
  return unhomoglyph(plain).normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('i', 'l');
}
