import { randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { fromDisk, type ByteRange, type FileStore, type OpenFile } from '../../engine/file-store.ts';
import { flush } from './flush.ts';

/** What is written to find out whether something can be, and its bytes. */
const TRIAL = '.trial';
const TRIAL_SIZE = 4096;

/** Files in a folder of this machine: what is finished in `spool` is renamed to its place. */
export class LocalStore implements FileStore {
  readonly spool: string;
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    this.spool = path.join(folder, 'incoming');
  }

  /** Makes the folders; throws what the disk says when it cannot. */
  async prepare(): Promise<void> {
    await fs.mkdir(this.spool, { recursive: true, mode: 0o700 });
  }

  async put(key: string, source: string): Promise<void> {
    const target = this.#pathOf(key);
    try {
      await fs.mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
      await flush(source);
      await fs.rename(source, target);
      // A rename is on the disk once its folder is.
      await flush(path.dirname(target));
    } catch (error) {
      await fs.rm(source, { force: true });
      throw fromDisk(error);
    }
  }

  async open(key: string, range?: ByteRange): Promise<OpenFile | null> {
    const handle = await openFile(this.#pathOf(key));
    if (!handle) return null;
    try {
      const { size } = await handle.stat();
      // An empty file has no last byte to read to.
      const { from: start, to: end } = range ?? { from: 0, to: Math.max(0, size - 1) };
      return { stream: handle.createReadStream({ start, end }), size };
    } catch (error) {
      await handle.close();
      throw fromDisk(error);
    }
  }

  async remove(key: string): Promise<void> {
    try {
      await fs.rm(this.#pathOf(key), { force: true });
    } catch (error) {
      throw fromDisk(error);
    }
  }

  async health(): Promise<{ ok: boolean; reason?: string }> {
    try {
      await this.#tryWrite();
      return { ok: true };
    } catch (error) {
      return { ok: false, reason: String(error) };
    }
  }

  /** A right to write says nothing of a disk that is full, or read-only. */
  async #tryWrite(): Promise<void> {
    const file = path.join(this.spool, `${randomUUID()}${TRIAL}`);
    try {
      await fs.writeFile(file, Buffer.alloc(TRIAL_SIZE), { flush: true });
    } finally {
      await fs.rm(file, { force: true });
    }
  }

  /** Keys are ours, and all the same none leads out of the folder. */
  #pathOf(key: string): string {
    if (!/^[a-z0-9-]+(?:[./][a-z0-9-]+)*$/.test(key)) throw new TypeError(`${JSON.stringify(key)} is no key of a file`);
    return path.join(this.#folder, key);
  }
}

async function openFile(file: string): Promise<fs.FileHandle | null> {
  try {
    return await fs.open(file, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw fromDisk(error);
  }
}
