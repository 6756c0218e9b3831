import type { WireUser } from './message.ts';

/** Who may write to a user before they are friends: how many messages, and whether following is needed first. */
export interface ChatRule {
  /** 0 nobody, 1 one message until answered, 2 freely. */
  readonly sendCount: 0 | 1 | 2;
  readonly needFollow: boolean;
}

/** A user's chat settings, per role of the sender. */
export interface Chatset {
  readonly visitor: ChatRule;
  readonly user: ChatRule;
}

/** The genders a profile may name; `unknown` is untold. */
export const GENDERS = ['unknown', 'male', 'female'] as const;

/** What people tell of themselves; null is what they have not told. */
export interface Profile {
  readonly gender: (typeof GENDERS)[number];
  /** `2001-12-31`. */
  readonly birthday: string | null;
  readonly bio: string | null;
  readonly location: string | null;
  readonly website: string | null;
}

/** Characters of a password that is set today, in its one form (NFKC). */
export const PASSWORD_LENGTH = { min: 8, max: 128 } as const;

/** What anybody may see of a user. */
export interface WireProfile extends WireUser {
  /** Who may write to this user; a sender must know it (D12). */
  readonly chatset: Chatset;
  /** The same as JSON text of `{chatset}`, the form in which `userset` takes it. */
  readonly userset: string;
  readonly userinfo: Profile;
}

/** A visitor, as those see it with whom it has a conversation. */
export interface WireVisitor extends WireUser {
  /** When it came for the first time: ms since 1970. */
  readonly create_time: number;
  /** What the site vouches for, told to the accounts of the service alone; null where it vouches for nothing. `email` is '' where it says none. */
  readonly known: { readonly id: string; readonly email: string } | null;
}

/** The answer to a login: one's own account, and the token for everything else. */
export interface WireAccount extends WireProfile {
  readonly status: number;
  /** 0 friends at once, 1 after an answer. */
  readonly invite_confirm: number;
  /** Milliseconds since 1970, as is `last_login`. */
  readonly create_time: number;
  readonly last_login: number | null;
  readonly token: string;
}

/** What one needs to know before asking a user to be friends. */
export interface WireSetting {
  readonly id: number;
  readonly uuid: string;
  /** JSON text of `{chatset}`. */
  readonly userset: string;
  /** 0 friends at once, 1 after an answer. */
  readonly invite_confirm: number;
  /** Whether the user has the asker in the friend list. */
  readonly isgoodfriend: boolean;
  /** False when that friendship is not in order: the user has blacklisted the asker. */
  readonly isgoodfriend_status: boolean;
  /** Of oneself only: 1 when friends see whether one is online. */
  readonly show_presence?: number;
  /** Of oneself only: 1 when everybody sees birthday, gender, place and website, not friends alone. */
  readonly show_profile?: number;
}

/** Who may sign up: everybody, users with an invitation, or nobody. */
export type SignUp = 'open' | 'invited' | 'closed';

/** What there is to know before one is anybody to the server. */
export interface WireLobby {
  /** Whether pages of others may bring visitors. */
  readonly is_open: boolean;
  /** Whether somebody is there to answer; null where that is not told. */
  readonly is_here: boolean | null;
  /** Features that are on, as a `welcome` says them; a server of 0.1 says none. */
  readonly units?: readonly string[];
}
