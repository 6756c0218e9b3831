import type { Readable } from 'node:stream';
import { EngineUnavailable } from './error.ts';

/** Bytes of a file, both ends included, counted from 0. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

/** A file that is being read; whoever opened it reads or destroys the stream. */
export interface OpenFile {
  readonly stream: Readable;
  /** Bytes of the whole file, whatever part of it the stream gives. */
  readonly size: number;
}

/** What the store is told about a file beside its bytes. */
export interface FileMeta {
  readonly type: string;
  readonly size: number;
}

/**
 * Files by keys of our own (`ab/ab12….thumb`: lower case letters, digits, `-`, `.`, `/`; never what a client said). A file is there whole
 * or not at all. A store that cannot be reached, or is full, rejects with EngineUnavailable.
 */
export interface FileStore {
  /** A folder of this machine where a file is finished before `put`; where the store is a folder as well, `put` only renames. */
  readonly spool: string;
  /** Stores the finished file `source` under the key, durably; `source` is gone afterwards, also when it failed. */
  put(key: string, source: string, meta: FileMeta): Promise<void>;
  /** Opens a file, or the range of it; null when there is none. */
  open(key: string, range?: ByteRange): Promise<OpenFile | null>;
  /** Removes a file; one that is not there is removed. */
  remove(key: string): Promise<void>;
  /** Whether files can be stored and read now. */
  health(): Promise<{ ok: boolean; reason?: string }>;
}

/** What a disk says that is full, broken or closed to us. */
const DISK_FAILURES = new Set(['EACCES', 'EDQUOT', 'EIO', 'EMFILE', 'ENFILE', 'ENOSPC', 'EPERM', 'EROFS']);

/** A disk's failure as EngineUnavailable; anything else as it is. */
export function fromDisk(error: unknown): unknown {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  return DISK_FAILURES.has(String(code)) ? new EngineUnavailable(`the disk refused a file: ${String(code)}`, error) : error;
}
