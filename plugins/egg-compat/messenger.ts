import { EventEmitter } from 'node:events';

/** `app.messenger` of Egg: its workers and its agent are one process here, so that whatever is sent comes to whoever listens in it, a turn later. */
export class Messenger extends EventEmitter {
  /** To every process of Egg: this one. */
  broadcast(action: string, data?: unknown): this {
    return this.#send(action, data);
  }

  sendToApp(action: string, data?: unknown): this {
    return this.#send(action, data);
  }

  sendToAgent(action: string, data?: unknown): this {
    return this.#send(action, data);
  }

  /** To one process of many: this one. */
  sendRandom(action: string, data?: unknown): this {
    return this.#send(action, data);
  }

  sendTo(_pid: number | string, action: string, data?: unknown): this {
    return this.#send(action, data);
  }

  #send(action: string, data: unknown): this {
    setImmediate(() => this.emit(action, data));
    return this;
  }
}
