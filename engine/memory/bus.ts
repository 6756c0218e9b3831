import { dispatch, type Warn } from '../dispatch.ts';
import type { Bus, BusListener, BusMessage } from '../bus.ts';

/** The bus of a single node: messages come back to it at the end of the loop turn, none is ever lost. */
export class MemoryBus implements Bus {
  readonly #warn: Warn;
  #node = '';
  #listener: BusListener | undefined;
  #waiting: BusMessage[] = [];

  constructor(warn: Warn) {
    this.#warn = warn;
  }

  listen(node: string, listener: BusListener): Promise<void> {
    this.#node = node;
    this.#listener = listener;
    return Promise.resolve();
  }

  send(node: string, message: BusMessage): void {
    if (node === this.#node) this.broadcast(message);
  }

  broadcast(message: BusMessage): void {
    if (this.#waiting.push(message) === 1) setImmediate(() => this.#flush());
  }

  /** Nothing can be missed within one process. */
  onGap(): void {}

  #flush(): void {
    const messages = this.#waiting;
    this.#waiting = [];
    if (this.#listener) dispatch({ listener: this.#listener, warn: this.#warn }, messages, this.#node);
  }
}
