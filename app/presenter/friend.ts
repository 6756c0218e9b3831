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

/** Shows a friend row to its owner. */
export function presentFriend({ id, user_id, friend_id, remark, is_star, look_me, look_friend, is_black }: FriendRow): WireFriend {
  const settings = { friendlookme: look_me, melookfriend: look_friend, ismystarfriend: is_star, isblack: is_black };
  return { id, user_id, friend_id, nickname: remark, ...settings, status: 1 };
}
