import type { Bytes } from './bytes.ts';
import { blank, put, type Edit } from './edit.ts';

/** A part of a file of ISO's base format (MP4, MOV, HEIC, AVIF …), which may hold others. */
export interface Box {
  /** Four letters. */
  readonly type: string;
  readonly at: number;
  /** Where its content begins, and where it ends. */
  readonly from: number;
  readonly end: number;
}

const HEAD = 8;
/** A size of 1 says that the real one follows in as many bytes. */
const WIDE = 8;

/** The boxes of a range, one after the other; ends where one does not fit. */
export async function* boxesIn(bytes: Bytes, from: number, end: number): AsyncGenerator<Box> {
  for (let at = from; at + HEAD <= end;) {
    const box = await boxAt(bytes, at, end);
    if (!box) return;
    yield box;
    at = box.end;
  }
}

/** The first box of a type within another, `skip` bytes behind the beginning of its content. */
export async function boxWithin(
  bytes: Bytes,
  { from, end }: Box,
  { type, skip = 0 }: { type: string; skip?: number },
): Promise<Box | undefined> {
  for await (const box of boxesIn(bytes, from + skip, end)) if (box.type === type) return box;
  return undefined;
}

/** Makes a box one of free space, of the same length, so that all that stands elsewhere stays where it is. */
export function freed({ at, from, end }: Box): Edit[] {
  return [put(at + 4, Buffer.from('free')), blank(from, end - from)];
}

async function boxAt(bytes: Bytes, at: number, end: number): Promise<Box | undefined> {
  const head = await bytes.read(at, HEAD + WIDE);
  if (head.length < HEAD) return undefined;
  const given = head.readUInt32BE(0);
  const isWide = given === 1;
  if (isWide && head.length < HEAD + WIDE) return undefined;
  const from = at + HEAD + (isWide ? WIDE : 0);
  const length = isWide ? Number(head.readBigUInt64BE(HEAD)) : given;
  // A size of 0 says: to the end. One that reaches beyond it breaks off.
  const last = given === 0 ? end : Math.min(at + length, end);
  return last < from ? undefined : { type: head.toString('latin1', 4, HEAD), at, from, end: last };
}
