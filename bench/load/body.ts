import { clientFrame } from './frame.ts';

/** What a body says about itself: the pair it belongs to, its number in the pair, and when it was sent (µs of this process' clock). */
export interface Stamp {
  readonly pair: number;
  readonly seq: number;
  readonly time: number;
}

/** Identifies a run: bodies of earlier runs that still arrive are told apart. */
export interface Run {
  /** 32 bits. */
  readonly nonce: number;
  /** The first two groups and the version of every client id, `01979c2a-1b2c-7`. */
  readonly clientIdHead: string;
}

const MARK = '@@';
const BODY_LENGTH = 100;
const NONCE_AT = MARK.length;
const PAIR_AT = NONCE_AT + 8;
const SEQ_AT = PAIR_AT + 4;
const TIME_AT = SEQ_AT + 8;
const STAMP_LENGTH = TIME_AT + 12;
const CLIENT_ID_SEQ_DIGITS = 12;
const NEEDLE = Buffer.from(MARK);

/** A new run, later than every run before it, so that client ids grow as those of real clients (UUIDv7) do. */
export function newRun(): Run {
  const time = Date.now().toString(16).padStart(12, '0');
  const nonce = Math.floor(Math.random() * 2 ** 32);
  return { nonce, clientIdHead: `${time.slice(0, 8)}-${time.slice(8)}-7` };
}

/** A frame of which only seq and time change from one message to the next, patched in place. */
export class SendFrame {
  readonly #frame: Buffer;
  readonly #bodyAt: number;
  readonly #clientIdSeqAt: number;

  /** `write` gives the frame's text around a body and a client id (left out if the dialect knows none). */
  constructor(run: Run, pair: number, write: (body: string, clientId: string) => string) {
    const stamp = MARK + hex(run.nonce, 8) + hex(pair, 4);
    const body = stamp.padEnd(STAMP_LENGTH, '0').padEnd(BODY_LENGTH, ' hello from the bench');
    const clientId = `${run.clientIdHead}${hex(pair, 4).slice(1)}-8000-${'0'.repeat(CLIENT_ID_SEQ_DIGITS)}`;
    this.#frame = clientFrame(write(body, clientId));
    this.#bodyAt = this.#frame.indexOf(body);
    const idAt = this.#frame.indexOf(clientId);
    this.#clientIdSeqAt = idAt === -1 ? -1 : idAt + clientId.length - CLIENT_ID_SEQ_DIGITS;
  }

  /** The frame for this message; the same buffer every time, to be copied before the next call. */
  stamp(seq: number, time: number): Buffer {
    putHex(this.#frame, this.#bodyAt + SEQ_AT, { digits: 8, value: seq });
    putHex(this.#frame, this.#bodyAt + TIME_AT, { digits: 12, value: time });
    if (this.#clientIdSeqAt !== -1) putHex(this.#frame, this.#clientIdSeqAt, { digits: CLIENT_ID_SEQ_DIGITS, value: seq });
    return this.#frame;
  }
}

/** Reads every body of this run between `from` and `to`; returns how many bodies stood there, of other runs as well. */
export function readBodies(region: { buffer: Buffer; from: number; to: number }, run: Run, take: (stamp: Stamp) => void): number {
  const { buffer, from, to } = region;
  let count = 0;
  for (let at = buffer.indexOf(NEEDLE, from); at !== -1 && at + BODY_LENGTH <= to; at = buffer.indexOf(NEEDLE, at + BODY_LENGTH)) {
    count += 1;
    if (readHex(buffer, at + NONCE_AT, 8) !== run.nonce) continue;
    take({
      pair: readHex(buffer, at + PAIR_AT, 4),
      seq: readHex(buffer, at + SEQ_AT, 8),
      time: readHex(buffer, at + TIME_AT, 12),
    });
  }
  return count;
}

const DIGITS = Buffer.from('0123456789abcdef');

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}

function putHex(buffer: Buffer, at: number, { digits, value }: { digits: number; value: number }): void {
  let rest = value;
  for (let index = at + digits - 1; index >= at; index -= 1) {
    const above = Math.floor(rest / 16);
    buffer[index] = DIGITS[rest - above * 16] ?? 0;
    rest = above;
  }
}

function readHex(buffer: Buffer, at: number, digits: number): number {
  let value = 0;
  for (let index = at; index < at + digits; index += 1) {
    const byte = buffer[index] ?? 0;
    value = value * 16 + (byte < 58 ? byte - 48 : byte - 87);
  }
  return value;
}
