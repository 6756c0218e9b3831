import { open, rename, type FileHandle } from 'node:fs/promises';
import { Bytes } from './bytes.ts';

/** A change of a file: `length` bytes from `at` on give way to `bytes`, or to as many zeros. */
export interface Edit {
  readonly at: number;
  readonly length: number;
  readonly bytes?: Buffer;
}

/** Finds what a file of one format tells beside what it shows, as the changes that take it out; in their order, none over another. */
export type Scan = (bytes: Bytes) => Promise<Edit[]>;

/** A part of a file that is in memory. */
interface Stretch {
  readonly at: number;
  readonly bytes: Buffer;
}

const NOTHING = Buffer.alloc(0);
/** Bytes that are copied or blanked at once. */
const STEP = 64 * 1024;

/** Takes bytes out; what stands behind them moves up. */
export function cut(at: number, length: number): Edit {
  return { at, length, bytes: NOTHING };
}

/** Puts other bytes in the place of as many. */
export function put(at: number, bytes: Buffer): Edit {
  return { at, length: bytes.length, bytes };
}

/** Puts zeros in the place of bytes. */
export function blank(at: number, length: number): Edit {
  return { at, length };
}

/** Makes the changes: in place where the file keeps its length, else in a copy beside it, `<path>.clean`, that takes its place. Returns how many bytes the file has then. */
export async function applyEdits(path: string, edits: readonly Edit[]): Promise<number> {
  return Bytes.with(path, async (bytes) => {
    if (edits.every(({ length, bytes: put }) => (put?.length ?? length) === length)) return overwrite(path, edits).then(() => bytes.size);
    return rewrite(path, bytes, edits);
  });
}

/** In stretches: however many changes there are, and whatever they go over, the file is written about once. */
async function overwrite(path: string, edits: readonly Edit[]): Promise<void> {
  if (edits.length === 0) return;
  await writing(path, 'r+', async (target) => {
    let stretch: Stretch = { at: 0, bytes: NOTHING };
    for (const [at, piece] of inOrder(edits)) {
      if (at + piece.length > stretch.at + stretch.bytes.length) {
        await target.write(stretch.bytes, 0, stretch.bytes.length, stretch.at);
        stretch = await stretchOf(target, at, Math.max(STEP, piece.length));
      }
      // A piece may reach beyond the end of a file that breaks off.
      if (at < stretch.at + stretch.bytes.length) piece.copy(stretch.bytes, at - stretch.at);
    }
    await target.write(stretch.bytes, 0, stretch.bytes.length, stretch.at);
  });
}

async function stretchOf(target: FileHandle, at: number, length: number): Promise<Stretch> {
  const { buffer, bytesRead } = await target.read(Buffer.alloc(length), 0, length, at);
  return { at, bytes: buffer.subarray(0, bytesRead) };
}

/** What edits put in, from the beginning of the file on, each place once: where a file leads to one again, it stays as it was changed first. */
function* inOrder(edits: readonly Edit[]): Generator<readonly [number, Buffer]> {
  let end = 0;
  for (const { at, length, bytes } of edits.toSorted((one, other) => one.at - other.at)) {
    const done = Math.max(0, end - at);
    if (done >= length) continue;
    yield* pieces({ at: at + done, length: length - done, ...(bytes && { bytes: bytes.subarray(done) }) });
    end = at + length;
  }
}

async function rewrite(path: string, bytes: Bytes, edits: readonly Edit[]): Promise<number> {
  const copy = `${path}.clean`;
  const size = await writing(copy, 'wx', async (target) => {
    let written = 0;
    for await (const part of joined(rewritten(bytes, edits))) written += (await target.write(part)).bytesWritten;
    return written;
  });
  await rename(copy, path);
  return size;
}

/** The file as the edits make it, from its beginning to its end. */
async function* rewritten(bytes: Bytes, edits: readonly Edit[]): AsyncGenerator<Buffer> {
  let done = 0;
  for (const edit of [...edits, cut(bytes.size, 0)]) {
    for (let from = done; from < edit.at; from += STEP) yield bytes.read(from, Math.min(STEP, edit.at - from));
    for (const [, piece] of pieces(edit)) yield piece;
    done = edit.at + edit.length;
  }
}

/** The same bytes in fewer parts. */
async function* joined(parts: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let length = 0;
  for await (const part of parts) {
    held.push(part);
    length += part.length;
    if (length < STEP) continue;
    yield Buffer.concat(held);
    [held, length] = [[], 0];
  }
  yield Buffer.concat(held);
}

/** What an edit puts in, and where, in pieces that fit into memory. */
function* pieces({ at, length, bytes }: Edit): Generator<readonly [number, Buffer]> {
  if (bytes) return void (yield [at, bytes]);
  const zeros = Buffer.alloc(Math.min(STEP, length));
  for (let from = 0; from < length; from += STEP) yield [at + from, zeros.subarray(0, Math.min(STEP, length - from))];
}

async function writing<T>(path: string, flags: string, write: (target: FileHandle) => Promise<T>): Promise<T> {
  const handle = await open(path, flags, 0o600);
  try {
    return await write(handle);
  } finally {
    await handle.close();
  }
}
