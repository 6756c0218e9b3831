import type { ChatType } from './kind.ts';

/** Whose code: a group's, or a user's own. */
export interface CodeTarget {
  readonly id: number;
  readonly chatType: ChatType;
}

/** A code with what leads to it. */
export interface WireTicket {
  /** What is signed. */
  readonly ticket: string;
  readonly url: string;
  /** ms, as are all times of codes. */
  readonly expires_at: number;
}

/** A code that was made with terms of its own; `id` is what revokes it. */
export interface WireMadeCode extends WireTicket {
  readonly id: number;
}

/** The current code of a group or user. */
export interface WireShownCode extends WireTicket, CodeTarget {
  readonly name: string;
  readonly avatar: string;
  /** Members; null for a user. */
  readonly count: number | null;
}

/** Somebody by name. */
export interface WireMaker {
  readonly id: number;
  readonly name: string;
}

/** The answer to a look at a code without a token. */
export interface WireOutside {
  readonly chatType: ChatType;
  readonly name: string;
  readonly avatar: string;
  /** Members; null for a user. */
  readonly count: number | null;
  readonly expires_at: number;
}

/** What a scanned code means to the caller. */
export interface WirePreview extends WireOutside {
  /** Of the group or the user. */
  readonly id: number;
  /** Of a group 0 anyone, 1 whom the owner lets in, 2 visitors after signing in; of a user 0 friends at once, 1 after an answer. */
  readonly invite_confirm: number;
  /** Null: no longer there. */
  readonly maker: WireMaker | null;
  /** Whether the reader is in the group, or a friend, already. */
  readonly joined: boolean;
  /** What the reader has to do; null when joined. */
  readonly needs: 'join' | 'apply' | 'login' | null;
}

/** A code as its maker, and the owner and admins of its group, see it. */
export interface WireCode {
  readonly ticket_id: number;
  /** Null: no longer there. */
  readonly maker: WireMaker | null;
  /** The code that its maker shows, which has no end of its own: each showing holds for 7 days. */
  readonly is_current: boolean;
  readonly created_at: number;
  readonly expires_at: number | null;
  readonly revoked_at: number | null;
  /** 0: any number. */
  readonly max_uses: number;
  /** How many came in or asked to, and how many looked. */
  readonly uses: number;
  readonly scans: number;
}
