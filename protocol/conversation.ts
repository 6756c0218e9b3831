import type { Entry } from './frame.ts';
import type { ChatType } from './kind.ts';
import type { WireMessage } from './message.ts';

/** What became of one target of a forward: `code` and `text` tell why it did not get all. */
export interface WireForward {
  readonly chatType: ChatType;
  readonly id: number;
  readonly messages: readonly WireMessage[];
  readonly code?: string;
  readonly text?: string;
}

/** Somebody who has read a message. */
export interface Reader {
  readonly id: number;
  readonly name: string;
  readonly avatar: string;
}

/** Who has read a message: in a single chat whether the other side has, in a group how many of those who may, and the first hundred of them. */
export type Readers = { readonly read: boolean } | { readonly read: number; readonly total: number; readonly list: readonly Reader[] };

/** A message that a search found. */
export interface WireHit extends Entry {
  readonly conversation: number;
}

/** A page of what was found, newest first. */
export interface WireHits {
  readonly list: readonly WireHit[];
  /** A page may be short and still not be the last. */
  readonly more: boolean;
  /** Where the next page begins; null on the last one. */
  readonly next: string | null;
  /** Some messages were not looked through: they are not indexed yet, or in conversations that rested for long. */
  readonly partial: boolean;
}
