import { foldName } from './fold.ts';

/** Characters of a key, more than a username and a nickname become when they are written out; its columns take no more. */
const LENGTH = 1200;

/** What a search for a name compares: width, case, spaces and what cannot be seen make no difference, and no store folds in a way of its own. */
export function foldWords(text: string): string {
  // Twice: some letters differ in one case only (`ß`, `ſ`, `ı`). A sigma ends a word, and not the part of one that is looked for.
  return foldName(foldName(text).toUpperCase()).replaceAll('ς', 'σ').replaceAll('i\u0307', 'i');
}

/** The key by which somebody, or something, with these names is found; each stands in a line of its own. */
export function findKeyOf(...names: readonly string[]): string {
  const lines = names.map(foldWords).filter((line) => line !== '');
  return Array.from([...new Set(lines)].join('\n'))
    .slice(0, LENGTH)
    .join('');
}

/** A pattern for `LIKE … ESCAPE '!'` that finds keys with these words in them, literally; undefined for words of which nothing can be seen. */
export function findPattern(words: string): string | undefined {
  const folded = foldWords(words);
  return folded === '' ? undefined : `%${folded.replaceAll(/[!%_]/g, '!$&')}%`;
}
