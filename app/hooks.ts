import { within } from '../engine/within.ts';
import type { ChatType } from '../protocol/index.ts';
import { ChatError, type Language } from './error.ts';
import { translate } from './error/translate.ts';
import type { Session } from './delivery/session.ts';
import type { CachedUser } from './cache.ts';
import type { Speaker } from './content/speaker.ts';
import type { StoredMessage } from './journal/draft.ts';

/** Where a message comes from. */
export interface Origin {
  readonly language: Language;
  /** The client's address. */
  readonly ip: string;
  /** As it stands in the log. */
  readonly requestId: string;
}

/** A message before it is stored; a hook may change `type`, `data` and `options`, or refuse by throwing a ChatError. */
export interface OutgoingMessage {
  readonly sender: CachedUser;
  readonly chatType: ChatType;
  readonly to: number;
  readonly origin: Origin;
  /** Written by a program, not by a person: a robot leaves it without an answer. */
  readonly isAutomatic: boolean;
  /** Who speaks for the sender, where it is not the sender. */
  readonly speaker: Speaker | undefined;
  type: string;
  data: string;
  options: object | null;
}

/** A message that was stored, and where it came from. */
export interface SentMessage extends Pick<OutgoingMessage, 'sender' | 'chatType' | 'to' | 'origin' | 'isAutomatic' | 'speaker'> {
  readonly message: StoredMessage;
}

/** What plugins may listen to on a message's way, by name. */
export interface HookEvents {
  /** After the policy, before the journal: in order, awaited. */
  beforeSend: OutgoingMessage;
  /** Committed and queued for its receivers. */
  sent: SentMessage;
  /** Taken back by its author: the message as it was. */
  recalled: { readonly message: StoredMessage };
  /** Acknowledged by a receiver, from seq to seq. */
  delivered: { readonly userId: number; readonly conversationId: number; readonly from: number; readonly to: number };
  sessionOpened: { readonly session: Session };
  sessionClosed: { readonly session: Session };
}

type Listener<Event> = (event: Event) => Promise<void> | void;

interface Joined<Event> {
  readonly unit: string;
  readonly listen: Listener<Event>;
}

type Listeners = { [Name in keyof HookEvents]: Joined<HookEvents[Name]>[] };

/** A listener or a follower that failed, or did not end in time. */
export interface HookFault {
  /** Whose it is. */
  readonly unit: string;
  readonly hook: keyof HookEvents | 'follow';
  readonly reason: 'error' | 'deadline';
  readonly error: unknown;
}

/** Options of the hooks. */
export interface HookOptions {
  /** ms that the awaited listeners of one event have together. */
  readonly deadline: number;
  readonly onFault: (fault: HookFault) => void;
}

/** The places where units join the message's way. */
export class Hooks {
  readonly #listeners: Listeners = { beforeSend: [], sent: [], recalled: [], delivered: [], sessionOpened: [], sessionClosed: [] };
  readonly #options: HookOptions;

  constructor(options: HookOptions) {
    this.#options = options;
  }

  /** Joins in; `unit` names whose listener it is, for the log and the metrics. */
  on<Name extends keyof HookEvents>(unit: string, name: Name, listen: Listener<HookEvents[Name]>): void {
    this.#listeners[name].push({ unit, listen });
  }

  has(name: keyof HookEvents): boolean {
    return this.#listeners[name].length > 0;
  }

  /**
   * Runs the listeners one after the other; the first that rejects stops the rest and the caller. Fails with unavailable once they have taken
   * longer than the deadline, and leaves alone what they still do.
   */
  async run<Name extends keyof HookEvents>(name: Name, event: HookEvents[Name]): Promise<void> {
    const until = performance.now() + this.#options.deadline;
    for (const { unit, listen } of this.#listeners[name]) {
      try {
        const [left, listening] = [until - performance.now(), listen(event)];
        if (listening) await within(left, listening, () => new Overdue(`not done within ${Math.round(left)} ms`));
      } catch (error) {
        if (error instanceof Overdue) {
          this.#options.onFault({ unit, hook: name, reason: 'deadline', error });
          throw new ChatError('unavailable', {}, { retryAfter: 1, cause: error });
        }
        // A refusal is what they are for.
        if (translate(error).code === 'internal') this.#options.onFault({ unit, hook: name, reason: 'error', error });
        throw error;
      }
    }
  }

  /** Tells the listeners without waiting; one that fails keeps nothing from the others. */
  tell<Name extends keyof HookEvents>(name: Name, event: HookEvents[Name]): void {
    for (const { unit, listen } of this.#listeners[name]) {
      const fail = (error: unknown): void => this.#options.onFault({ unit, hook: name, reason: 'error', error });
      try {
        listen(event)?.catch(fail);
      } catch (error) {
        fail(error);
      }
    }
  }
}

class Overdue extends Error {
  override readonly name = 'Overdue';
}
