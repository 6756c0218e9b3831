import type { ByteRange } from '../../../engine/file-store.ts';

const ONE = /^bytes=(\d{0,15})-(\d{0,15})$/i;

/**
 * The part of a file that a `Range` header asks for: undefined for the whole file (no header, several ranges, or one that is not understood),
 * null for a part beyond its end.
 */
export function rangeOf(header: string, size: number): ByteRange | null | undefined {
  const [, first = '', last = ''] = ONE.exec(header.trim()) ?? [];
  if (first === '' && last === '') return undefined;
  if (first === '') return ending(Number(last), size);
  const [from, to] = [Number(first), last === '' ? size - 1 : Number(last)];
  if (last !== '' && to < from) return undefined;
  return from < size ? { from, to: Math.min(to, size - 1) } : null;
}

function ending(length: number, size: number): ByteRange | null {
  return length > 0 && size > 0 ? { from: Math.max(0, size - length), to: size - 1 } : null;
}
