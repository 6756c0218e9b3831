import { crc32 } from 'node:zlib';

/** A number of so many bytes, the greatest first. */
export function bigEndian(value: number, bytes = 4): Buffer {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntBE(value, 0, bytes);
  return buffer;
}

/** A number of 32 bits, the least byte first. */
export function littleEndian(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value);
  return buffer;
}

/** A chunk of a PNG, with its checksum. */
export function pngChunk(type: string, data: Buffer = Buffer.alloc(0)): Buffer {
  const named = Buffer.concat([Buffer.from(type), data]);
  return Buffer.concat([bigEndian(data.length), named, bigEndian(crc32(named))]);
}

/** A file of RIFF: WebP, AVI, WAV. */
export function riff(kind: string, ...chunks: readonly Buffer[]): Buffer {
  return riffChunk('RIFF', Buffer.concat([Buffer.from(kind), ...chunks]));
}

/** A chunk of it, of an even length. */
export function riffChunk(name: string, data: Buffer = Buffer.alloc(0)): Buffer {
  return Buffer.concat([Buffer.from(name), littleEndian(data.length), data, Buffer.alloc(data.length % 2)]);
}

/** A box of an MP4, AVIF or JPEG 2000. */
export function box(type: string, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([bigEndian(body.length + 8), Buffer.from(type, 'latin1'), body]);
}
