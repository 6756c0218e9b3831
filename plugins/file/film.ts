import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { colourAt, type Colour } from '#app';
import { pngChunk } from './upload/metadata/png.ts';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Of PNG's header: 8 bits per pixel, each the number of a colour of the palette. */
const DEPTH = 8;
const PALETTE = 3;

/** By width, of which there are not many: a few kB each. */
const DRAWN = new Map<number, Buffer>();

/** Pixels of the widest picture. */
export const WIDEST_FILM = 640;

/** A picture for a film of which there is none, as PNG, 16 : 9: a sign that something plays, in a colour that follows from the text. */
export function filmPicture(text: string, width: number): Buffer {
  const height = Math.max(1, Math.round((width * 9) / 16));
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([DEPTH, PALETTE], 8);
  const parts = [pngChunk('IHDR', head), pngChunk('PLTE', coloursOf(text)), drawn(width, height), pngChunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([SIGNATURE, ...parts]);
}

/** What is drawn is the same for all films; the colours stand apart. */
function drawn(width: number, height: number): Buffer {
  const known = DRAWN.get(width);
  if (known) return known;
  const made = pngChunk('IDAT', deflateSync(pixels(width, height)));
  DRAWN.set(width, made);
  return made;
}

/** Row by row, each with its filter (none) in front. */
function pixels(width: number, height: number): Buffer {
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1)
      rows[y * (width + 1) + 1 + x] = isSign(x + 0.5 - width / 2, y + 0.5 - height / 2, height / 4) ? 1 : 0;
  }
  return rows;
}

/** Within the triangle around the middle that points to the right. */
function isSign(x: number, y: number, size: number): boolean {
  return x >= -size / 2 && Math.abs(y) <= (size - x) * 0.6;
}

function coloursOf(text: string): Buffer {
  const hue = (createHash('sha256').update(text).digest().readUInt16BE() / 0x10000) * 360;
  const back = colourAt({ hue, saturation: 0.35, luminance: 0.08 });
  const sign = colourAt({ hue, saturation: 0.35, luminance: 0.75 });
  return Buffer.concat([bytesOf(back), bytesOf(sign)]);
}

function bytesOf(colour: Colour): Buffer {
  return Buffer.from(colour.slice(1), 'hex');
}
