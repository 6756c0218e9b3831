import type { Caller } from './caller.ts';

/** A login session that is open; times are ms. */
export interface Device {
  readonly id: number;
  readonly role: string;
  readonly created_at: number;
  readonly expires_at: number;
  /** Where it was opened from: network address and User-Agent. */
  readonly address: string;
  readonly agent: string;
  /** The one that asks. */
  readonly current: boolean;
}

/** Where one is signed in. */
export class DeviceApi {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  list(): Promise<readonly Device[]> {
    return this.#caller.get('/api/chat/devices');
  }

  /** Signs out one session, or all others; answers how many. Fails with session_not_found. */
  end(id?: number): Promise<number> {
    return this.#caller.post('/api/chat/device/end', id === undefined ? {} : { id });
  }
}
