import type { Bytes } from './bytes.ts';
import { blank, cut, put, type Edit } from './edit.ts';
import { onlyOrientation, orientationOf } from './exif.ts';

/** A part of a RIFF file: WebP, WAV, AVI. `length` counts all of it, filled up to an even number. */
interface Chunk {
  readonly name: string;
  readonly at: number;
  readonly length: number;
  /** Bytes of its data. */
  readonly size: number;
}

const HEAD = 8;
/** Where the parts of the file begin. */
const FIRST = 12;

const WEBP = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
/** The bits of VP8X that say what follows. */
const VP8X = { exif: 0x08, xmp: 0x04 };

const WAV = new Set(['fmt ', 'data', 'fact', 'JUNK', 'PAD ', 'PEAK', 'ds64']);
/** Lists of AVI that hold more than data. */
const AVI_LISTS = new Set(['hdrl', 'strl', 'odml']);
const AVI = new Set(['avih', 'strh', 'strf', 'vprp', 'dmlh', 'indx', 'idx1', 'JUNK']);

/** Every chunk of a WebP that shows nothing, and what stands behind the last; of the EXIF stays which way is up. */
export async function scanWebp(bytes: Bytes): Promise<Edit[]> {
  const head = Buffer.from(await bytes.read(0, FIRST));
  const end = Math.min(bytes.size, head.readUInt32LE(4) + HEAD);
  const chunks = await chunksIn(bytes, FIRST, end);
  const exif = chunks.find(({ name }) => name === 'EXIF');
  const kept = exif && onlyOrientation(orientationOf(await tiffIn(bytes, exif)));
  const parts = chunks.flatMap((chunk): Edit[] => {
    if (WEBP.has(chunk.name)) return [];
    return [chunk === exif && kept ? { at: chunk.at, length: chunk.length, bytes: chunkOf('EXIF', kept) } : cut(chunk.at, chunk.length)];
  });
  if (parts.length === 0 && end === bytes.size) return [];
  const edits = [...parts, cut(end, bytes.size - end)];
  const grown = edits.reduce((sum, { length, bytes: there = Buffer.alloc(0) }) => sum + there.length - length, bytes.size - FIRST + 4);
  head.writeUInt32LE(grown, 4);
  return [put(0, head), ...(await flagsOf(bytes, chunks[0], kept !== undefined)), ...edits];
}

/** What a WAV tells of its recording, in place. */
export async function scanWav(bytes: Bytes): Promise<Edit[]> {
  const chunks = await chunksIn(bytes, FIRST, bytes.size);
  return chunks.filter(({ name }) => !WAV.has(name)).flatMap(asJunk);
}

/** What an AVI tells of its recording, in place: its index goes on to say where the frames are. */
export async function scanAvi(bytes: Bytes): Promise<Edit[]> {
  const edits: Edit[] = [];
  const lists = [{ from: FIRST, to: bytes.size }];
  // It grows while it is gone through: lists hold lists.
  for (const { from, to } of lists)
    for (const chunk of await chunksIn(bytes, from, to)) {
      const list = chunk.name === 'LIST' ? (await bytes.read(chunk.at + HEAD, 4)).toString('latin1') : '';
      if (AVI_LISTS.has(list)) lists.push({ from: chunk.at + FIRST, to: chunk.at + HEAD + chunk.size });
      else if (list !== 'movi' && !AVI.has(chunk.name)) edits.push(...asJunk(chunk));
    }
  return edits;
}

async function chunksIn(bytes: Bytes, from: number, to: number): Promise<Chunk[]> {
  const chunks: Chunk[] = [];
  for (let at = from; at + HEAD <= to;) {
    const head = await bytes.read(at, HEAD);
    if (head.length < HEAD) return chunks;
    const size = Math.min(head.readUInt32LE(4), to - at - HEAD);
    const length = Math.min(HEAD + size + (size % 2), to - at);
    chunks.push({ name: head.toString('latin1', 0, 4), at, length, size });
    at += length;
  }
  return chunks;
}

/** Some writers put the name of JPEG's segment before it. */
async function tiffIn(bytes: Bytes, { at, size }: Chunk): Promise<Buffer> {
  const exif = await bytes.read(at + HEAD, size);
  return exif.toString('latin1', 0, 6) === 'Exif\0\0' ? exif.subarray(6) : exif;
}

async function flagsOf(bytes: Bytes, first: Chunk | undefined, hasExif: boolean): Promise<Edit[]> {
  if (first?.name !== 'VP8X') return [];
  const flags = Buffer.from(await bytes.read(first.at + HEAD, 1));
  const shown = (flags[0] ?? 0) & ~(VP8X.exif | VP8X.xmp);
  flags[0] = hasExif ? shown | VP8X.exif : shown;
  return [put(first.at + HEAD, flags)];
}

function chunkOf(name: string, data: Buffer): Buffer {
  const head = Buffer.alloc(HEAD);
  head.write(name, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
}

function asJunk({ at, size }: Chunk): Edit[] {
  return [put(at, Buffer.from('JUNK')), blank(at + HEAD, size)];
}
