import { presentProfile, userAvatar, type UserRow } from '#app';
import type { WireFriend, WireFriendInfo, WireFriendList, WireListedFriend } from '../../../protocol/index.ts';
import { initialOf } from '../pinyin.ts';

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

/** Shows a friend row to its owner. */
export function presentFriend({ id, user_id, friend_id, remark, is_star, look_me, look_friend, is_black }: FriendRow): WireFriend {
  const settings = { friendlookme: look_me, melookfriend: look_friend, ismystarfriend: is_star, isblack: is_black };
  return { id, user_id, friend_id, nickname: remark, ...settings, status: 1 };
}

/** Shows a friend with the profile to the owner of the row. */
export function presentFriendInfo(friend: FriendRow, user: UserRow, isPersonal: boolean): WireFriendInfo {
  return { ...presentFriend(friend), friendinfo: presentProfile(user, isPersonal) };
}

/** Shows a page of the friend list, whose rows come in the order of their keys, to its owner. */
export function presentFriendList(count: number, rows: readonly ListedFriendRow[]): WireFriendList {
  if (rows.length === 0) return { count, rows: [] };
  const newList: { readonly title: string; readonly list: WireListedFriend[] }[] = [];
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
  const picture = userAvatar({ id: friend_id, avatar });
  return { id, beizhu: remark, username, avatar: picture, friend_nickname: nickname, friend_id, name, uuid };
}
