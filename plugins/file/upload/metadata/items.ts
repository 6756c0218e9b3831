import { boxesIn, boxWithin, freed, type Box } from './box.ts';
import type { Bytes } from './bytes.ts';
import { blank, put, type Edit } from './edit.ts';

/** Items of a picture's file that show nothing: EXIF, XMP, whatever an address names. */
const TELLING = new Set(['Exif', 'mime', 'uri ']);
/** Properties that are words and times. */
const WORDS = new Set(['udes', 'crtt', 'mdft', 'altt']);
/** What a list of items is made of. */
const SHOWN = new Set(['hdlr', 'pitm', 'iinf', 'iloc', 'iprp', 'iref', 'idat', 'grpl', 'dinf', 'ipro', 'free']);

/** What the `meta` of HEIC or AVIF tells: the items lie elsewhere in the file, and are named no more. */
export async function scanItems(bytes: Bytes, meta: Box): Promise<Edit[]> {
  const edits: Edit[] = [];
  const within = new Map<string, Box>();
  for await (const box of boxesIn(bytes, meta.from + 4, meta.end)) {
    within.set(box.type, box);
    if (!SHOWN.has(box.type)) edits.push(...freed(box));
  }
  const [infos, places, properties] = ['iinf', 'iloc', 'iprp'].map((type) => within.get(type));
  const telling = new Set<number>();
  if (infos) edits.push(...(await namesIn(bytes, infos, telling)));
  if (places) edits.push(...(await contentsOf(bytes, { places, data: within.get('idat'), telling })));
  if (properties) edits.push(...(await wordsIn(bytes, properties)));
  return edits;
}

async function namesIn(bytes: Bytes, infos: Box, telling: Set<number>): Promise<Edit[]> {
  const edits: Edit[] = [];
  const isShort = (await bytes.read(infos.from, 1))[0] === 0;
  for await (const { type, from, end } of boxesIn(bytes, infos.from + (isShort ? 6 : 8), infos.end)) {
    const head = await bytes.read(from, 14);
    if (type !== 'infe' || head.length < 12) continue;
    const isWide = head[0] === 3;
    const kind = from + (isWide ? 10 : 8);
    if (!TELLING.has(head.toString('latin1', kind - from, kind - from + 4))) continue;
    telling.add(isWide ? head.readUInt32BE(4) : head.readUInt16BE(4));
    edits.push(put(kind, Buffer.from('free')), blank(kind + 4, Math.max(0, end - kind - 4)));
  }
  return edits;
}

interface Contents {
  readonly places: Box;
  /** Where items lie whose place counts from here. */
  readonly data: Box | undefined;
  readonly telling: ReadonlySet<number>;
}

async function contentsOf(bytes: Bytes, { places, data, telling }: Contents): Promise<Edit[]> {
  const edits: Edit[] = [];
  const reader = new Numbers(await bytes.read(places.from, places.end - places.from));
  for (const { id, method, at, length } of extentsIn(reader)) {
    bytes.spend(1);
    const place = method === METHOD.data ? at + (data?.from ?? bytes.size) : at;
    if (telling.has(id) && method <= METHOD.data && place < bytes.size) edits.push(blank(place, Math.min(length, bytes.size - place)));
  }
  return edits;
}

/** From where a place counts: the beginning of the file, or of the data beside the list. */
const METHOD = { file: 0, data: 1 };

/** A piece of an item. */
interface Extent {
  readonly id: number;
  readonly method: number;
  readonly at: number;
  readonly length: number;
}

function* extentsIn(reader: Numbers): Generator<Extent> {
  const version = reader.next(1);
  reader.next(3);
  const [offset, length] = halves(reader.next(1));
  const [base, last] = halves(reader.next(1));
  const [wide, index] = [version < 2 ? 2 : 4, version === 0 ? 0 : last];
  for (let left = reader.next(wide); left > 0 && !reader.isAtEnd; left -= 1) {
    const id = reader.next(wide);
    const method = version === 0 ? METHOD.file : reader.next(2) & 15;
    reader.next(2);
    const start = reader.next(base);
    for (let extents = reader.next(2); extents > 0 && !reader.isAtEnd; extents -= 1) {
      reader.next(index);
      yield { id, method, at: start + reader.next(offset), length: reader.next(length) };
    }
  }
}

async function wordsIn(bytes: Bytes, properties: Box): Promise<Edit[]> {
  const container = await boxWithin(bytes, properties, { type: 'ipco' });
  const edits: Edit[] = [];
  if (container) for await (const box of boxesIn(bytes, container.from, container.end)) if (WORDS.has(box.type)) edits.push(...freed(box));
  return edits;
}

function halves(byte: number): readonly [number, number] {
  return [byte >> 4, byte & 15];
}

/** Numbers of different widths, one behind the other; 0 behind the end. */
class Numbers {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  next(width: number): number {
    const part = this.#bytes.subarray(this.#at, this.#at + width);
    this.#at += width;
    return part.reduce((sum, byte) => sum * 256 + byte, 0);
  }
}
