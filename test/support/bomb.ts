import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { pngChunk, riff, riffChunk } from './container.ts';

/** Formats of which a picture can say that it is larger than it is. */
export const BOASTS = ['jpeg', 'progressive jpeg', 'png', 'gif', 'webp', 'moving webp', 'avif', 'tiff'] as const;

/** A small picture whose head says that it is 30,000 × 30,000 (WebP: 16,000 × 16,000, the most that it has). */
export async function boastful(format: (typeof BOASTS)[number]): Promise<Buffer> {
  const plain = sharp({ create: { width: 64, height: 64, channels: 3, background: '#3366cc' } });
  if (format === 'png') return png({ width: 30_000, height: 30_000, data: Buffer.alloc(8) });
  if (format === 'gif') return gif({ width: 30_000, height: 30_000, frames: 1, isFilled: true });
  if (format === 'moving webp') return movingWebp(16_000, 16_000, 2);
  if (format === 'webp') return lossyWebp(await plain.webp().toBuffer());
  if (format === 'avif') return patched(await plain.avif().toBuffer(), 'ispe', 8);
  if (format === 'tiff') return tiff(await plain.tiff().toBuffer());
  const jpeg = await plain.jpeg({ progressive: format === 'progressive jpeg' }).toBuffer();
  const frame = jpeg.indexOf(Buffer.from([0xff, format === 'jpeg' ? 0xc0 : 0xc2]));
  jpeg.writeUInt16BE(30_000, frame + 5);
  jpeg.writeUInt16BE(30_000, frame + 7);
  return jpeg;
}

/** A PNG of few bytes that really has so many pixels, all of them black. */
export function largePng(width: number, height: number, isInterlaced = false): Buffer {
  const rows = isInterlaced
    ? PASSES.map(([x, y, dx, dy]) => [Math.ceil((width - x) / dx), Math.ceil((height - y) / dy)] as const)
    : [[width, height] as const];
  const bytes = rows.reduce((sum, [across, down]) => sum + down * (1 + Math.ceil(across / 8)), 0);
  return png({ width, height, data: Buffer.alloc(bytes), isInterlaced });
}

interface Moving {
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  readonly isFilled?: boolean;
}

/** A GIF of so many frames, of 2 × 2 black pixels each unless they fill it, as they claim. */
export function gif({ width, height, frames, isFilled = false }: Moving): Buffer {
  const size = (across: number, down: number): Buffer => Buffer.from([across & 0xff, across >> 8, down & 0xff, down >> 8]);
  const place = isFilled ? size(width, height) : size(2, 2);
  // Four pixels and the end.
  const frame = Buffer.concat([Buffer.from([0x2c, 0, 0, 0, 0]), place, Buffer.from([0, 2, 3, 0x04, 0x00, 0x05, 0])]);
  const head = Buffer.concat([Buffer.from('GIF89a'), size(width, height), Buffer.from([0x80, 0, 0, 0, 0, 0, 255, 255, 255])]);
  return Buffer.concat([head, ...Array.from({ length: frames }, () => frame), Buffer.from([0x3b])]);
}

/** A moving WebP of so many frames of one colour. */
export async function movingWebp(width: number, height: number, frames: number): Promise<Buffer> {
  const one = await sharp({ create: { width: 16, height: 16, channels: 3, background: '#3366cc' } })
    .webp({ lossless: true })
    .toBuffer();
  const place = Buffer.alloc(16);
  place.writeUIntLE(15, 6, 3);
  place.writeUIntLE(15, 9, 3);
  const canvas = Buffer.alloc(10);
  canvas[0] = 2;
  canvas.writeUIntLE(width - 1, 4, 3);
  canvas.writeUIntLE(height - 1, 7, 3);
  const frame = riffChunk('ANMF', Buffer.concat([place, one.subarray(one.indexOf('VP8L'))]));
  return riff('WEBP', riffChunk('VP8X', canvas), riffChunk('ANIM', Buffer.alloc(6)), ...Array.from({ length: frames }, () => frame));
}

/** Where each pass of an interlaced picture begins, and its steps. */
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

interface Drawn {
  readonly width: number;
  readonly height: number;
  /** A bit per pixel, each row behind its filter. */
  readonly data: Buffer;
  readonly isInterlaced?: boolean;
}

function png({ width, height, data, isInterlaced = false }: Drawn): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = 1;
  head[12] = isInterlaced ? 1 : 0;
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, pngChunk('IHDR', head), pngChunk('IDAT', deflateSync(data, { level: 1 })), pngChunk('IEND')]);
}

/** Puts 30,000 twice, of 32 bits, behind a name. */
function patched(file: Buffer, name: string, behind: number): Buffer {
  const at = file.indexOf(name) + behind;
  file.writeUInt32BE(30_000, at);
  file.writeUInt32BE(30_000, at + 4);
  return file;
}

function lossyWebp(file: Buffer): Buffer {
  const at = file.indexOf(Buffer.from([0x9d, 0x01, 0x2a])) + 3;
  file.writeUInt16LE(16_000, at);
  file.writeUInt16LE(16_000, at + 2);
  return file;
}

function tiff(file: Buffer): Buffer {
  const directory = file.readUInt32LE(4);
  for (let entry = 0; entry < file.readUInt16LE(directory); entry += 1) {
    const at = directory + 2 + entry * 12;
    if (file.readUInt16LE(at) === 256 || file.readUInt16LE(at) === 257) {
      file.writeUInt16LE(4, at + 2);
      file.writeUInt32LE(30_000, at + 8);
    }
  }
  return file;
}
