import fs from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { S3mini } from 's3mini';
import { reasonOf } from '#kernel';
import { EngineUnavailable } from '../../engine/error.ts';
import type { ByteRange, FileMeta, FileStore, OpenFile } from '../../engine/file-store.ts';
import { LocalStore } from './local.ts';

/** Where the store is, and how long to wait for it; times in ms. */
export interface S3Options {
  /** With the bucket: `https://host/bucket`. */
  readonly url: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly timeout: number;
  readonly putTimeout: number;
}

/** ms from one trial write to the next. */
const WRITE_EVERY = 60_000;
/** Written at the start and once in a while, and read for the health: proves the address, the keys and the right to write. */
const PROBE = 'foyer.probe';

/** Files in an S3-compatible store (AWS, OSS, MinIO, R2 …); they pass through a folder of this machine on their way in. */
export class S3Store implements FileStore {
  readonly spool: string;
  readonly #options: S3Options;
  readonly #local: LocalStore;
  #client: Promise<S3mini> | undefined;
  #wroteAt = 0;

  constructor(folder: string, options: S3Options) {
    this.#options = options;
    this.#local = new LocalStore(folder);
    this.spool = this.#local.spool;
  }

  /** Makes the folder and writes a first object; rejects when one of the settings is wrong. */
  async prepare(): Promise<void> {
    await this.#local.prepare();
    await this.#tryStore();
  }

  async put(key: string, source: string, { type, size }: FileMeta): Promise<void> {
    const stream = fs.createReadStream(source);
    try {
      const body = Readable.toWeb(stream) as unknown as globalThis.ReadableStream;
      await this.#call((client) => client.putObject(key, body, type, undefined, undefined, size));
    } finally {
      stream.destroy();
      await rm(source, { force: true });
    }
  }

  async open(key: string, range?: ByteRange): Promise<OpenFile | null> {
    const response = await this.#found((client) => client.getObjectRaw(key, !range, range?.from, range && range.to + 1));
    if (!response) return null;
    const { headers, body } = response;
    const size = Number(/\/(\d+)$/.exec(headers.get('content-range') ?? '')?.[1] ?? headers.get('content-length'));
    return { stream: body ? Readable.fromWeb(body) : Readable.from([]), size };
  }

  async remove(key: string): Promise<void> {
    await this.#found((client) => client.deleteObject(key));
  }

  async health(): Promise<{ ok: boolean; reason?: string }> {
    try {
      await this.#tryStore();
      // Files pass through it on their way.
      return await this.#local.health();
    } catch (error) {
      return { ok: false, reason: reasonOf(error) };
    }
  }

  /** Writing costs where it is paid by the call: once in a while, and reading in between. */
  async #tryStore(): Promise<void> {
    const now = Date.now();
    if (now - this.#wroteAt < WRITE_EVERY) {
      await this.#call((client) => client.getObject(PROBE));
      return;
    }
    await this.#call((client) => client.putObject(PROBE, 'foyer', 'text/plain'));
    this.#wroteAt = now;
  }

  /** What the store has, or null. */
  async #found<T>(ask: (client: S3mini) => Promise<T>): Promise<T | null> {
    try {
      return await this.#call(ask);
    } catch (error) {
      const cause = error instanceof EngineUnavailable ? error.cause : undefined;
      if (typeof cause === 'object' && cause !== null && Reflect.get(cause, 'status') === 404) return null;
      throw error;
    }
  }

  async #call<T>(ask: (client: S3mini) => Promise<T>): Promise<T> {
    const client = await (this.#client ??= connect(this.#options));
    try {
      return await ask(client);
    } catch (error) {
      throw new EngineUnavailable(`the S3 store did not do it: ${reasonOf(error)}`, error);
    }
  }
}

/** Loaded only here: a server without S3 does not carry the client. */
async function connect({ url, timeout, putTimeout, ...rest }: S3Options): Promise<S3mini> {
  const { S3mini } = await import('s3mini');
  const send: typeof fetch = (input, init = {}) => answered(input, init, init.method === 'PUT' ? putTimeout : timeout);
  return new S3mini({ ...rest, endpoint: url, fetch: send });
}

/** Waits for the head of the answer only: the body of a large file may take its time. */
async function answered(input: Parameters<typeof fetch>[0], init: RequestInit, timeout: number): Promise<Response> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new Error(`no answer within ${timeout} ms`)), timeout);
  try {
    return await fetch(input, { ...init, signal: late.signal, duplex: 'half' });
  } finally {
    clearTimeout(timer);
  }
}
