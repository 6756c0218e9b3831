import type { ChatType } from '../protocol/index.ts';
import type { Session } from './delivery/session.ts';
import type { CachedUser } from './cache.ts';
import type { StoredMessage } from './journal/draft.ts';

/** A message before it is stored; a hook may change `type`, `data` and `options`, or refuse by throwing a ChatError. */
export interface OutgoingMessage {
  readonly sender: CachedUser;
  readonly chatType: ChatType;
  readonly to: number;
  type: string;
  data: string;
  options: object | null;
}

/** What plugins may listen to on a message's way, by name. */
export interface HookEvents {
  /** After the policy, before the journal: in order, awaited. */
  beforeSend: OutgoingMessage;
  /** Committed and queued for its receivers. */
  sent: { readonly sender: CachedUser; readonly message: StoredMessage };
  /** Taken back by its author: the message as it was. */
  recalled: { readonly message: StoredMessage };
  /** Acknowledged by a receiver, from seq to seq. */
  delivered: { readonly userId: number; readonly conversationId: number; readonly from: number; readonly to: number };
  sessionOpened: { readonly session: Session };
  sessionClosed: { readonly session: Session };
}

type Listener<Event> = (event: Event) => Promise<void> | void;
type Listeners = { [Name in keyof HookEvents]: Listener<HookEvents[Name]>[] };

/** The places where plugins join the message's way. */
export class Hooks {
  readonly #listeners: Listeners = { beforeSend: [], sent: [], recalled: [], delivered: [], sessionOpened: [], sessionClosed: [] };
  readonly #onError: (error: unknown) => void;

  /** `onError` hears of listeners that failed where nobody waits for them. */
  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  on<Name extends keyof HookEvents>(name: Name, listener: Listener<HookEvents[Name]>): void {
    this.#listeners[name].push(listener);
  }

  has(name: keyof HookEvents): boolean {
    return this.#listeners[name].length > 0;
  }

  /** Runs the listeners one after the other; the first that rejects stops the rest and the caller. */
  async run<Name extends keyof HookEvents>(name: Name, event: HookEvents[Name]): Promise<void> {
    for (const listener of this.#listeners[name]) await listener(event);
  }

  /** Tells the listeners without waiting; one that fails keeps nothing from the others. */
  tell<Name extends keyof HookEvents>(name: Name, event: HookEvents[Name]): void {
    for (const listener of this.#listeners[name]) {
      try {
        listener(event)?.catch(this.#onError);
      } catch (error) {
        this.#onError(error);
      }
    }
  }
}
