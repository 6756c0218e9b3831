import { timingSafeEqual } from 'node:crypto';

/** Compares a text with a secret one, such as a signature, without telling by its time how much was right. */
export function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
