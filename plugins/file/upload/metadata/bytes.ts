import { open, type FileHandle } from 'node:fs/promises';

/** Bytes that are read at once, and as how many parts that counts: a file may lead to and fro in it. */
const WINDOW = 64 * 1024;
const READ = 8;

/** A file has more parts than may be looked at. */
export class TooManyParts extends Error {}

/** The bytes of a file, read where they are asked for; a part of it is in memory at a time. */
export class Bytes {
  /** Of the whole file. */
  readonly size: number;
  readonly #handle: FileHandle;
  #left = Infinity;
  #window: Buffer = Buffer.alloc(0);
  #start = 0;

  private constructor(handle: FileHandle, size: number) {
    this.#handle = handle;
    this.size = size;
  }

  /** Opens a file and closes it again when `use` has ended. */
  static async with<T>(path: string, use: (bytes: Bytes) => Promise<T>): Promise<T> {
    const handle = await open(path, 'r');
    try {
      const { size } = await handle.stat();
      return await use(new Bytes(handle, size));
    } finally {
      await handle.close();
    }
  }

  /** Bounds how much is looked at from now on: each place that is looked at is a part, whatever a format calls it. */
  allow(parts: number): void {
    this.#left = parts;
  }

  /** Counts parts that are looked at without being read one by one. Throws TooManyParts beyond what is allowed. */
  spend(parts: number): void {
    this.#left -= parts;
    if (this.#left < 0) throw new TooManyParts();
  }

  /** What stands from `at` on: some of it, at least a byte where the file goes on, for loops that look at every byte. Rejects with TooManyParts. */
  async from(at: number): Promise<Buffer> {
    this.spend(1);
    const offset = at - this.#start;
    if (offset >= 0 && offset < this.#window.length) return this.#window.subarray(offset);
    this.#window = await this.#load(at, WINDOW);
    this.#start = at;
    return this.#window;
  }

  /** `length` bytes, fewer at the end of the file. Rejects with TooManyParts. */
  async read(at: number, length: number): Promise<Buffer> {
    const there = await this.from(at);
    if (there.length >= length) return there.subarray(0, length);
    if (length > WINDOW) return this.#load(at, length);
    this.#window = await this.#load(at, WINDOW);
    this.#start = at;
    return this.#window.subarray(0, length);
  }

  async #load(at: number, length: number): Promise<Buffer> {
    this.spend(READ);
    const wanted = Math.max(0, Math.min(length, this.size - at));
    const { buffer, bytesRead } = await this.#handle.read(Buffer.alloc(wanted), 0, wanted, at);
    return buffer.subarray(0, bytesRead);
  }
}
