import type { Caller } from './caller.ts';

/** One's own data. */
export class OwnDataApi {
  /** The unit of the server that has these routes. */
  readonly unit = 'privacy';
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** Erases the account; who has a password gives it. */
  async erase(password?: string): Promise<void> {
    await this.#caller.post('/api/chat/erase', password === undefined ? {} : { password });
  }
}

/** Path of the file with all one's own data; GET with the token in a header. */
export const EXPORT_PATH = '/api/chat/export';
