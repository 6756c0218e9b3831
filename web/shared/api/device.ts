import type { WireDevice } from '../../../protocol/index.ts';
import type { Caller } from './caller.ts';

/** Where one is signed in. */
export class DeviceApi {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  list(): Promise<readonly WireDevice[]> {
    return this.#caller.get('/api/chat/devices');
  }

  /** Signs out one session, or all others; answers how many. Fails with session_not_found. */
  end(id?: number): Promise<number> {
    return this.#caller.post('/api/chat/device/end', id === undefined ? {} : { id });
  }
}
