import { initialOf } from '../account/pinyin.ts';
import type { UserRow } from '../account/user.ts';
import type { Role } from '../cache.ts';
import { presentProfile, type WireProfile } from './user.ts';

/** One's own row about a friend, with what one has set for that friend. */
export interface FriendRow {
  readonly id: number;
  readonly user_id: number;
  readonly friend_id: number;
  readonly remark: string;
  readonly is_star: number;
  readonly look_me: number;
  readonly look_friend: number;
  /** 1 when the friend is on one's blacklist. */
  readonly is_black: number;
}

/** The friend row as the API names it; for its owner only, since it holds the remark (D33). */
export interface WireFriend {
  readonly id: number;
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

/** What a list of users needs of each. */
export type PersonRow = Pick<UserRow, 'id' | 'uuid' | 'username' | 'nickname' | 'avatar' | 'role'>;

/** A user in a list. */
export interface WirePerson {
  readonly id: number;
  readonly uuid: string;
  readonly username: string;
  readonly nickname: string;
  readonly avatar: string;
  readonly role: Role;
}

/** A friend in one's list. */
export interface ListedFriendRow {
  /** Of the row, not of the user. */
  readonly id: number;
  readonly friend_id: number;
  readonly remark: string;
  readonly uuid: string;
  readonly username: string;
  readonly nickname: string;
  readonly avatar: string;
  /** What the list is sorted by, see `nameKey`. */
  readonly sort_key: string;
}

/** A friend in one's list as the API names it; for the owner of the list only (D33). */
export interface WireListedFriend {
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

/** A page of the friend list. */
export interface WireFriendList {
  /** Friends on all pages. */
  readonly count: number;
  /** `[]` where the page has none. */
  readonly rows: WireFriendIndex | readonly [];
}

/** The friends of a page under their initials; `#` comes last. */
export interface WireFriendIndex {
  readonly newList: { readonly title: string; readonly list: WireListedFriend[] }[];
  readonly indexList: string[];
  /** Friends on this page. */
  readonly total: number;
}

/** Shows a friend row to its owner. */
export function presentFriend({ id, user_id, friend_id, remark, is_star, look_me, look_friend, is_black }: FriendRow): WireFriend {
  const settings = { friendlookme: look_me, melookfriend: look_friend, ismystarfriend: is_star, isblack: is_black };
  return { id, user_id, friend_id, nickname: remark, ...settings, status: 1 };
}

/** Shows a friend with the profile to the owner of the row. */
export function presentFriendInfo(friend: FriendRow, user: UserRow): WireFriendInfo {
  return { ...presentFriend(friend), friendinfo: presentProfile(user) };
}

/** Shows a user in a list. */
export function presentPerson({ id, uuid, username, nickname, avatar, role }: PersonRow): WirePerson {
  return { id, uuid, username, nickname, avatar, role };
}

/** Shows a page of the friend list, whose rows come in the order of their keys, to its owner. */
export function presentFriendList(count: number, rows: readonly ListedFriendRow[]): WireFriendList {
  if (rows.length === 0) return { count, rows: [] };
  const newList: WireFriendIndex['newList'] = [];
  for (const row of rows) {
    const title = initialOf(row.sort_key);
    const last = newList.at(-1);
    if (last?.title === title) last.list.push(presentListed(row));
    else newList.push({ title, list: [presentListed(row)] });
  }
  return { count, rows: { newList, indexList: newList.map(({ title }) => title), total: rows.length } };
}

function presentListed({ id, friend_id, remark, uuid, username, nickname, avatar }: ListedFriendRow): WireListedFriend {
  const name = remark || nickname || username;
  return { id, beizhu: remark, username, avatar, friend_nickname: nickname, friend_id, name, uuid };
}
