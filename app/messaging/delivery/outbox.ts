import { Wire } from './wire.ts';

/** The part of a WebSocket that an outbox looks at; ws has it. */
export interface Socket {
  readonly bufferedAmount: number;
  readonly readyState: number;
}

/** The stream beneath it. */
export interface Stream {
  write(message: Buffer): unknown;
}

const OPEN = 1;
/** Frames are joined up to this many characters, so that a long hand-over is not one giant WebSocket message. */
const MOST_JOINED = 128 * 1024;

/** Runs what was added in a loop turn once, at its end: one timer however many sockets are written to. */
export class Turn {
  readonly wire = new Wire();
  #due: (() => void)[] = [];

  add(task: () => void): void {
    if (this.#due.push(task) === 1) setImmediate(() => this.#run());
  }

  #run(): void {
    const due = this.#due;
    this.#due = [];
    for (const task of due) task();
  }
}

/** Options of an outbox. */
export interface OutboxOptions {
  readonly socket: Socket;
  readonly stream: Stream;
  readonly turn: Turn;
  /** Whether the protocol allows several frames in one WebSocket message. */
  readonly joins: boolean;
  /** Bytes that may wait for a slow reader. */
  readonly highWater: number;
}

/** What a session writes: the frames of one loop turn leave together. */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #flush = (): void => this.flush();
  #frames: string[] = [];
  #size = 0;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  get isOpen(): boolean {
    return this.#options.socket.readyState === OPEN;
  }

  /** The reader is so slow that nothing more should be written. */
  get isBlocked(): boolean {
    return this.#options.socket.bufferedAmount + this.#size > this.#options.highWater;
  }

  push(frame: string): void {
    if (this.#frames.push(frame) === 1) this.#options.turn.add(this.#flush);
    this.#size += frame.length;
    if (this.#size >= MOST_JOINED) this.flush();
  }

  /** Writes what is here; nothing when the socket is not open any more. */
  flush(): void {
    const frames = this.#frames;
    if (frames.length === 0) return;
    this.#frames = [];
    this.#size = 0;
    if (!this.isOpen) return;
    if (this.#options.joins) this.#write(frames);
    else for (const frame of frames) this.#write([frame]);
  }

  #write(frames: readonly string[]): void {
    const { stream, turn } = this.#options;
    stream.write(turn.wire.message(frames));
  }
}
