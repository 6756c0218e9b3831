import { crc32 } from 'node:zlib';
import type { Bytes } from './bytes.ts';
import { cut, type Edit } from './edit.ts';
import { onlyOrientation, orientationOf } from './exif.ts';

/** What a picture and its frames are made of, their colours and how large they are shown. */
const SHOWN = new Set('IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT acTL fcTL fdAT'.split(' '));
const SIGNATURE = 8;
/** Bytes of a chunk beside its data: length, name and checksum. */
const FRAME = 12;

/** Every chunk that shows nothing, and all that stands behind the last; of the EXIF stays which way is up. */
export async function scanPng(bytes: Bytes): Promise<Edit[]> {
  const edits: Edit[] = [];
  for (let at = SIGNATURE; ;) {
    const head = await bytes.read(at, 8);
    if (head.length < 8) return edits;
    const length = head.readUInt32BE(0) + FRAME;
    const name = head.toString('latin1', 4);
    if (!SHOWN.has(name)) edits.push(await withoutData(bytes, { at, length, name }));
    at += length;
    if (name === 'IEND') return [...edits, cut(at, Math.max(0, bytes.size - at))];
  }
}

async function withoutData(
  bytes: Bytes,
  { at, length, name }: { readonly at: number; readonly length: number; readonly name: string },
): Promise<Edit> {
  const left = Math.min(length, bytes.size - at);
  const kept = name === 'eXIf' ? onlyOrientation(orientationOf(await bytes.read(at + 8, left - FRAME))) : undefined;
  return kept ? { at, length: left, bytes: pngChunk(name, kept) } : cut(at, left);
}

/** A chunk with its length and checksum; a name has four letters. */
export function pngChunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
