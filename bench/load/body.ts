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
}

const MARK = '@@';
const BODY_LENGTH = 100;
const NONCE_AT = MARK.length;
const PAIR_AT = NONCE_AT + 8;
const SEQ_AT = PAIR_AT + 4;
const TIME_AT = SEQ_AT + 8;
const STAMP_LENGTH = TIME_AT + 12;
const CLIENT_ID_SEQ_DIGITS = 12;
const CLIENT_ID_SEQ_AT = 24;
const NEEDLE = Buffer.from(MARK);

/** A new run, told apart from those before it. */
export function newRun(): Run {
  return { nonce: Math.floor(Math.random() * 2 ** 32) };
}

/** A frame of which only seq and time change from one message to the next, patched in place. */
export class SendFrame {
  readonly #frame: Buffer;
  readonly #bodyAt: number;
  readonly #clientIdAt: number;

  /** `write` gives the frame's text around a body and a client id (left out if the dialect knows none). */
  constructor(run: Run, pair: number, write: (body: string, clientId: string) => string) {
    const stamp = MARK + hex(run.nonce, 8) + hex(pair, 4);
    const body = stamp.padEnd(STAMP_LENGTH, '0').padEnd(BODY_LENGTH, ' hello from the bench');
    // A UUIDv7, as real clients make them: the time comes first, so that ids grow from one message to the next.
    const clientId = `00000000-0000-7${hex(pair, 3)}-8000-${'0'.repeat(CLIENT_ID_SEQ_DIGITS)}`;
    this.#frame = clientFrame(write(body, clientId));
    this.#bodyAt = this.#frame.indexOf(body);
    this.#clientIdAt = this.#frame.indexOf(clientId);
  }

  /** The frame for this message; the same buffer every time, to be copied before the next call. */
  stamp(seq: number, time: number): Buffer {
    putHex(this.#frame, this.#bodyAt + SEQ_AT, { digits: 8, value: seq });
    putHex(this.#frame, this.#bodyAt + TIME_AT, { digits: 12, value: time });
    if (this.#clientIdAt !== -1) this.#stampClientId(seq, Date.now());
    return this.#frame;
  }

  #stampClientId(seq: number, now: number): void {
    const high = Math.floor(now / 0x10000);
    putHex(this.#frame, this.#clientIdAt, { digits: 8, value: high });
    putHex(this.#frame, this.#clientIdAt + 9, { digits: 4, value: now - high * 0x10000 });
    putHex(this.#frame, this.#clientIdAt + CLIENT_ID_SEQ_AT, { digits: CLIENT_ID_SEQ_DIGITS, value: seq });
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
