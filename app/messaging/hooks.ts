import type { SqlSession } from '../../engine/sql.ts';
import { within } from '../../engine/within.ts';
import type { ChatType } from '../../protocol/index.ts';
import { ChatError, type Language } from '../error.ts';
import { translate } from '../error/translate.ts';
import type { Session } from './delivery/session.ts';
import type { CachedUser } from '../cache.ts';
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

/** Something that a user does or did, and where it comes from. */
export interface UserEvent {
  readonly userId: number;
  readonly origin: Origin;
}

/** Somebody and a group. */
export interface GroupEvent extends UserEvent {
  readonly groupId: number;
}

/** A file of a user. */
export interface FileEvent extends UserEvent {
  /** image, video, audio or file. */
  readonly kind: string;
  /** By its content; '' for a type that is not known. */
  readonly type: string;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
}

/** What is awaited in the transaction that makes it so: what a listener writes by `tx` stands with it, or neither does. */
export interface WithinTransaction {
  readonly tx: SqlSession;
}

/** What units may listen to, by name; those that begin with `before` or `within` are awaited, and may refuse. */
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
  /** Somebody asks to come into a group, or is let in: `userId` is who comes, `byId` who does it, themselves or another. */
  beforeJoin: GroupEvent & { readonly byId: number };
  /** A field of a profile is to be another. */
  beforeProfile: UserEvent & { readonly field: string; readonly value: string };
  /** A file has arrived and is to be kept. */
  beforeUpload: FileEvent;
  /** A user is about to be there who was not: an account, or a visitor. */
  withinRegister: HookEvents['registered'] & WithinTransaction;
  /** A user is about to become a member of a group. */
  withinJoin: HookEvents['joined'] & WithinTransaction;
  /** A user has become a member of a group. */
  joined: GroupEvent & { readonly inviterId: number };
  /** A user is a member no longer: by their own doing, or that of `byId`. */
  left: GroupEvent & { readonly byId: number };
  /** A group was made by its owner; `isRoom`: anyone may find it. */
  groupCreated: GroupEvent & { readonly isRoom: boolean };
  /** Two users have a conversation from now on; the first is who begins. */
  conversationOpened: {
    readonly conversationId: number;
    readonly kind: 'single';
    readonly userIds: readonly [number, number];
    readonly origin: Origin;
  };
  /** A user is there who was not: an account, or a visitor. */
  registered: UserEvent & { readonly role: 'user' | 'visitor' };
  /** A visitor has become a user, with the same id. */
  upgraded: UserEvent;
  /** An account was signed in to by its password. */
  loggedIn: UserEvent;
  /** A user has read a conversation up to a message. */
  read: UserEvent & { readonly conversationId: number; readonly kind: string; readonly seq: number };
  /** A file is kept. */
  uploaded: FileEvent & { readonly uuid: string };
  /** An account is gone for good; its messages stay without a name. */
  erased: UserEvent;
}

type Listener<Event> = (event: Event) => Promise<void> | void;

interface UnitListener<Event> {
  readonly unit: string;
  readonly listen: Listener<Event>;
}

type Listeners = { [Name in keyof HookEvents]: UnitListener<HookEvents[Name]>[] };

/** A listener, a follower or an extra that failed, or did not end in time. */
export interface HookFault {
  /** Whose it is. */
  readonly unit: string;
  readonly hook: keyof HookEvents | 'follow' | 'extra';
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
  readonly #listeners: Partial<Listeners> = {};
  readonly #options: HookOptions;

  constructor(options: HookOptions) {
    this.#options = options;
  }

  /** Joins in; `unit` names whose listener it is, for the log and the metrics. */
  on<Name extends keyof HookEvents>(unit: string, name: Name, listen: Listener<HookEvents[Name]>): void {
    const joined: UnitListener<HookEvents[Name]>[] = (this.#listeners[name] ??= []);
    joined.push({ unit, listen });
  }

  has(name: keyof HookEvents): boolean {
    return this.#listeners[name] !== undefined;
  }

  /**
   * Runs the listeners one after the other; the first that rejects stops the rest and the caller. Fails with unavailable once they have taken
   * longer than the deadline, and leaves alone what they still do.
   */
  async run<Name extends keyof HookEvents>(name: Name, event: HookEvents[Name]): Promise<void> {
    const until = performance.now() + this.#options.deadline;
    for (const { unit, listen } of this.#listeners[name] ?? []) {
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
    for (const { unit, listen } of this.#listeners[name] ?? []) {
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
