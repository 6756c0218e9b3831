import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** A file of a backup, from its folder, with its SHA-256 in hex. */
export interface Sum {
  readonly name: string;
  readonly sha256: string;
}

/** A file as it was copied. */
export interface FileCopy extends Sum {
  readonly size: number;
}

/** Copies a file for its owner alone, with the folders to it, and returns what was read. Its bytes are on the disk then. */
export async function copyFile(source: string, folder: string, name: string): Promise<FileCopy> {
  const target = path.join(folder, name);
  fs.mkdirSync(path.dirname(target), { recursive: true, mode: 0o700 });
  const hash = createHash('sha256');
  let size = 0;
  const tap = new Transform({
    transform(chunk: Buffer, _, done: TransformCallback): void {
      hash.update(chunk);
      size += chunk.length;
      done(null, chunk);
    },
  });
  await pipeline(fs.createReadStream(source), tap, fs.createWriteStream(target, { mode: 0o600, flags: 'wx', flush: true }));
  return { name, sha256: hash.digest('hex'), size };
}

/** The SHA-256 of a file, in hex. */
export async function sumOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(fs.createReadStream(file), hash);
  return hash.digest('hex');
}
