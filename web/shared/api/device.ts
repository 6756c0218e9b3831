import type { WireDevice } from '../../../protocol/index.ts';
import type { Account } from '../api.ts';
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

  /** Signs out one session. Fails with session_not_found. */
  async end(id: number): Promise<void> {
    await this.#caller.post('/api/chat/device/end', { id });
  }

  /** Signs out all others, and every tab that goes on in this session: what comes back has the token to go on with. */
  endOthers(): Promise<Account> {
    return this.#caller.post('/api/chat/device/end', { renew: true });
  }
}
