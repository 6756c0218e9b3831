import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fromDisk } from '../../../engine/file-store.ts';
import { fail } from '#app';
import type { FileType } from './kind.ts';
import { greatest, tooLarge, type UploadLimits } from './limit.ts';
import { readForm, type FilePart, type TellField } from './form.ts';
import { displayName } from './name.ts';
import { HEAD_BYTES, isTiff, sniff, sniffWhole } from './sniff.ts';

/** A file that has arrived whole and lies in the spool. */
export interface ReceivedFile extends FileType {
  readonly uuid: string;
  readonly path: string;
  /** As its owner calls it, fit to be shown. */
  readonly name: string;
  readonly size: number;
}

/** Where a file is written, and how long it may be. */
export interface ReceiveOptions {
  readonly spool: string;
  readonly limits: UploadLimits;
  /** Told the other fields of the form. */
  readonly tell?: TellField | undefined;
}

/** What the boundaries, headers and small fields of a form may take beside its file. */
const FORM_BYTES = 64 * 1024;

/**
 * Streams the file of a multipart request into the spool; of what is refused or breaks off nothing stays. Fails with upload_missing,
 * upload_too_large, bad_request, or as the disk does.
 */
export async function receiveFile(request: IncomingMessage, options: ReceiveOptions): Promise<ReceivedFile> {
  const most = greatest(options.limits);
  if (Number(request.headers['content-length']) > most + FORM_BYTES) throw tooLarge(most);
  return readForm(request, (part) => write(part, options), options.tell);
}

async function write(part: FilePart, { spool, limits }: ReceiveOptions): Promise<ReceivedFile> {
  const uuid = randomUUID();
  const file = path.join(spool, uuid);
  const meter = new Meter(part.type, limits);
  try {
    const target = createWriteStream(file, { flags: 'wx', mode: 0o600 });
    await pipeline(part.stream, (source: Readable) => meter.pass(source), target);
    if (meter.size === 0) fail('upload_missing');
    const type = meter.isTiff ? await sniffWhole(file, part.type) : meter.type;
    return { ...type, uuid, path: file, name: displayName(part.name), size: meter.size };
  } catch (error) {
    await rm(file, { force: true });
    throw fromDisk(error);
  }
}

/** Finds the type by the first bytes, and from then on holds the file to the limit of its kind. */
class Meter {
  size = 0;
  type: FileType = { kind: 'file', type: '', ext: '' };
  isTiff = false;
  readonly #declared: string;
  readonly #limits: UploadLimits;

  constructor(declared: string, limits: UploadLimits) {
    this.#declared = declared;
    this.#limits = limits;
  }

  async *pass(source: Readable): AsyncGenerator<Buffer> {
    const held: Buffer[] = [];
    let isKnown = false;
    for await (const chunk of source as AsyncIterable<Buffer>) {
      this.size += chunk.length;
      if (isKnown) yield this.#within(chunk);
      else held.push(chunk);
      if (isKnown || this.size < HEAD_BYTES) continue;
      isKnown = true;
      yield await this.#settle(held);
    }
    if (!isKnown) yield await this.#settle(held);
  }

  async #settle(held: readonly Buffer[]): Promise<Buffer> {
    const head = Buffer.concat(held);
    this.type = await sniff(head.subarray(0, HEAD_BYTES), this.#declared);
    this.isTiff = isTiff(head);
    return this.#within(head);
  }

  #within(chunk: Buffer): Buffer {
    const limit = this.#limits[this.type.kind];
    if (this.size > limit) throw tooLarge(limit);
    return chunk;
  }
}
