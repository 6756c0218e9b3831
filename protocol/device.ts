import type { WireUser } from './message.ts';

/** A login session that is open, as its owner sees it. */
export interface WireDevice {
  readonly id: number;
  readonly role: string;
  /** ms, as is `expires_at`. */
  readonly created_at: number;
  readonly expires_at: number;
  /** Where it was opened from: network address and User-Agent. */
  readonly address: string;
  readonly agent: string;
  /** The one that asks. */
  readonly current: boolean;
}

/** A code that takes the session to another device. */
export interface WireHandover {
  readonly code: string;
  /** ms since 1970. */
  readonly expires_at: number;
  readonly url: string;
  /** The picture of the address. */
  readonly svg: string;
}

/** Whose session a code takes along, before it is taken. */
export interface WireHandoverPreview {
  readonly user: WireUser;
  /** Who asks; null for nobody who is signed in. */
  readonly own: WireUser | null;
}
