import type { Conversation } from './conversation.ts';
import type { Cancel, Environment } from './environment.ts';

/** How often typing is told, and how long it is shown without being told again, in ms. */
export const TYPING = { tell: 3000, show: 6000 } as const;

/** Somebody who is typing. */
export interface Typist {
  readonly user: number;
  /** ms by this device's clock. */
  readonly until: number;
}

interface TypingOptions {
  readonly environment: Pick<Environment, 'now' | 'setTimer'>;
  readonly tell: (conversation: number) => void;
  readonly changed: (conversation: Conversation) => void;
}

/** Tells that the user types, and shows who else does. */
export class Typing {
  readonly #options: TypingOptions;
  readonly #told = new WeakMap<Conversation, number>();
  readonly #ends = new Map<string, Cancel>();

  constructor(options: TypingOptions) {
    this.#options = options;
  }

  /** The user types: called at each key. */
  tell(conversation: Conversation): void {
    const now = this.#options.environment.now();
    if (conversation.id === null || now - (this.#told.get(conversation) ?? 0) < TYPING.tell) return;
    this.#told.set(conversation, now);
    this.#options.tell(conversation.id);
  }

  /** The user has sent it: what comes next is told at once. */
  sent(conversation: Conversation): void {
    this.#told.delete(conversation);
  }

  /** Someone else types. */
  heard(conversation: Conversation, user: number): void {
    const { now, setTimer } = this.#options.environment;
    const others = conversation.typing.filter((typist) => typist.user !== user);
    conversation.setTyping([...others, { user, until: now() + TYPING.show }]);
    const key = keyOf(conversation, user);
    this.#ends.get(key)?.();
    this.#ends.set(
      key,
      setTimer(() => this.ended(conversation, user), TYPING.show),
    );
    this.#options.changed(conversation);
  }

  /** Someone has stopped, or what they typed has come. */
  ended(conversation: Conversation, user: number | string): void {
    const key = keyOf(conversation, user);
    this.#ends.get(key)?.();
    if (!this.#ends.delete(key)) return;
    conversation.setTyping(conversation.typing.filter((typist) => typist.user !== user));
    this.#options.changed(conversation);
  }

  /** The connection went away, or the user: nobody is seen to type. */
  stop(conversations: readonly Conversation[]): void {
    for (const cancel of this.#ends.values()) cancel();
    this.#ends.clear();
    for (const conversation of conversations) conversation.setTyping([]);
  }
}

function keyOf({ kind, peerId }: Conversation, user: number | string): string {
  return `${kind} ${peerId} ${user}`;
}
