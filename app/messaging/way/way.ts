import type { WireMessage } from '../../../protocol/index.ts';
import type { Role } from '../../account/user.ts';
import type { Mention } from '../content/options.ts';
import type { Envelope } from '../delivery/envelope.ts';
import type { StoredMessage } from '../journal/draft.ts';
import type { Decision } from '../../policy/single.ts';

/** The conversation at the end of a way, with the version of its rights that the way was found by. */
export interface Destination {
  readonly conversationId: number;
  readonly aclVersion: number;
}

/** From one sender to one peer or group, as the caches or SQL knew it a moment ago. */
export interface Way {
  /** null: there is no conversation, so nothing was ever sent this way. */
  readonly place: Destination | null;
  /** The user whose direction a message opens, 0 for nobody. */
  readonly opens: number;
  /** Whether the account of the sender is open. */
  readonly mayAct: boolean;
  /** The group is banned: nobody reads it, and nothing in it changes. */
  readonly isBanned: boolean;
  /** Whether the sender may write here, by the role of the session. */
  decide(role: Role): Decision;
  /** Whom of those that a message names it calls. Fails with mention_all_forbidden. */
  calls(mention: Mention): Mention | undefined;
  present(message: StoredMessage): WireMessage;
  /** Resolves when a committed message waits for all its receivers; `isKnown` when an earlier try committed it. */
  deliver(message: StoredMessage, envelope: Envelope, isKnown: boolean): Promise<void>;
  /** Whether a message of an earlier try is still delivered though the sender may not write by now. */
  readonly isOpen: boolean;
  /** The free message was taken, or a direction opened: drops what says otherwise. */
  forgetQuota(): void;
  /** The rights were changed: drops what the way was found by. */
  forget(): void;
}
