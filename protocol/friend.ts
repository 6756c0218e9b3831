import type { WireUser } from './message.ts';
import type { Person } from './notice.ts';
import type { WireProfile } from './user.ts';

/** One's own row about a friend, with what one has set; for its owner only, since it holds the remark (D33). Flags are 0 or 1. */
export interface WireFriend {
  /** Of the row, not of the user. */
  readonly id: number;
  /** The owner. */
  readonly user_id: number;
  readonly friend_id: number;
  /** The remark. */
  readonly nickname: string;
  readonly friendlookme: number;
  readonly melookfriend: number;
  readonly ismystarfriend: number;
  readonly isblack: number;
  readonly status: 1;
}

/** A friend with the profile. */
export interface WireFriendInfo extends WireFriend {
  readonly friendinfo: WireProfile;
}

/** A friend in one's list; for the owner of the list only (D33). */
export interface WireListedFriend {
  /** Of the row, which a new group takes; the user is `friend_id`. */
  readonly id: number;
  readonly friend_id: number;
  readonly uuid: string;
  readonly username: string;
  readonly avatar: string;
  /** The remark. */
  readonly beizhu: string;
  /** What the friend calls himself. */
  readonly friend_nickname: string;
  /** What to show: the remark, else the nickname, else the username. */
  readonly name: string;
}

/** The friends of a page under their initials; `#` comes last. */
export interface WireFriendIndex {
  readonly newList: readonly { readonly title: string; readonly list: readonly WireListedFriend[] }[];
  readonly indexList: readonly string[];
  /** Friends on this page. */
  readonly total: number;
}

/** A page of the friend list. */
export interface WireFriendList {
  /** Friends on all pages. */
  readonly count: number;
  /** `[]` where the page has none. */
  readonly rows: WireFriendIndex | readonly [];
}

/** What became of an application; an ignored one still looks pending to whoever asked. */
export type ApplicationStatus = 'pending' | 'agree' | 'refuse' | 'ignore';

/** Somebody who asks to be friends, as whoever is asked sees it. */
export interface WireApplication {
  readonly id: number;
  /** Who asks. */
  readonly user_id: number;
  /** Who is asked: the reader. */
  readonly friend_id: number;
  readonly status: ApplicationStatus;
  /** The applicant's words, as the published client calls them. */
  readonly nickname: string;
  /** The same. */
  readonly note: string;
  /** Milliseconds since 1970, as is `update_time`. */
  readonly create_time: number;
  readonly update_time: number;
  readonly user: WireUser;
}

declare module './notice.ts' {
  interface UserNotices {
    readonly friend_applied: { readonly applicant: Person; readonly application: number; readonly note: string };
  }
  interface PairNotices {
    readonly friends: object;
  }
}
