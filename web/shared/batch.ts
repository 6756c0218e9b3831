import type { ClientFrame } from '../../protocol/index.ts';
import { encode } from './wire.ts';

/** Collects the frames of one turn and writes them as few WebSocket messages. */
export class Batch {
  readonly #write: (text: string) => void;
  #frames: ClientFrame[] = [];
  #limit: number;

  constructor(write: (text: string) => void, limit: number) {
    this.#write = write;
    this.#limit = limit;
  }

  /** Bytes that the server takes in one message. */
  setLimit(bytes: number): void {
    this.#limit = bytes;
  }

  push(frame: ClientFrame): void {
    if (this.#frames.length === 0) queueMicrotask(() => this.flush());
    this.#frames.push(frame);
  }

  /** Writes now what the turn has collected so far. */
  flush(): void {
    const frames = this.#frames;
    this.#frames = [];
    for (const text of encode(frames, this.#limit)) this.#write(text);
  }
}
