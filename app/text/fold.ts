import { withoutPiles } from './visible.ts';

/** A name, or a part of one, as keys spell it: width, case, spaces and what cannot be seen make no difference. */
export function foldName(text: string): string {
  const seen = withoutPiles(text)
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\p{Default_Ignorable_Code_Point}\p{Surrogate}]/gu, '');
  return seen.normalize('NFKC').trim().replaceAll(/\s+/gu, ' ');
}
