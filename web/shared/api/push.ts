import type { Caller } from './caller.ts';

/** A browser's subscription as its `toJSON` gives it. */
export interface PushTarget {
  readonly endpoint: string;
  readonly keys: { readonly p256dh: string; readonly auth: string };
}

/** Being told of messages while the browser is closed. */
export class PushApi {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** The key to subscribe with, base64url. */
  key(): Promise<string> {
    return this.#caller.get('/api/chat/push/key');
  }

  /** Fails with push_endpoint where the browser's push service is none that the server calls. */
  async subscribe({ endpoint, keys }: PushTarget): Promise<void> {
    await this.#caller.post('/api/chat/push/subscribe', { endpoint, keys });
  }

  /** False where it was none of one's own. */
  unsubscribe(endpoint: string): Promise<boolean> {
    return this.#caller.post('/api/chat/push/unsubscribe', { endpoint });
  }
}
