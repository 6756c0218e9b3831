/**
 * What a filter of names compares, as the server's searches do: width, case, blanks and what cannot be seen make no difference. Twice, since some
 * letters differ in one case only (`ß`, `ſ`, `ı`); a sigma ends a word, and not the part of one that is looked for.
 */
export function foldWords(text: string): string {
  return fold(fold(text).toUpperCase()).replaceAll('ς', 'σ').replaceAll('i\u0307', 'i');
}

function fold(text: string): string {
  const seen = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\p{Default_Ignorable_Code_Point}\p{Surrogate}]/gu, '');
  return seen.normalize('NFKC').trim().replaceAll(/\s+/gu, ' ');
}
