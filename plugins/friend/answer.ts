import { z } from 'zod';
import { shapes } from '#app';
import { emptyList, listOf, shape } from '#validate';
import type {
  WireApplication,
  WireFriend,
  WireFriendIndex,
  WireFriendInfo,
  WireFriendList,
  WireListedFriend,
} from '../../protocol/index.ts';

/** One's own row about a friend. */
export const friend = shape<WireFriend>()('Friend', {
  id: z.int(),
  user_id: z.int(),
  friend_id: z.int(),
  nickname: z.string(),
  friendlookme: z.int(),
  melookfriend: z.int(),
  ismystarfriend: z.int(),
  isblack: z.int(),
  status: z.literal(1),
});

/** A friend with the profile. */
export const friendInfo = shape<WireFriendInfo>()('FriendInfo', { ...friend.shape, friendinfo: shapes.profile });

const listedFriend = shape<WireListedFriend>()('ListedFriend', {
  id: z.int(),
  friend_id: z.int(),
  uuid: z.string(),
  username: z.string(),
  avatar: z.string(),
  beizhu: z.string(),
  friend_nickname: z.string(),
  name: z.string(),
});

const friendIndex = shape<WireFriendIndex>()('FriendIndex', {
  newList: listOf(z.object({ title: z.string(), list: listOf(listedFriend) })),
  indexList: listOf(z.string()),
  total: z.int(),
});

/** A page of the friend list. */
export const friendList = shape<WireFriendList>()('FriendList', { count: z.int(), rows: z.union([friendIndex, emptyList]) });

/** A friend request to the reader. */
export const friendRequest = shape<WireApplication>()('FriendRequest', {
  id: z.int(),
  user_id: z.int(),
  friend_id: z.int(),
  status: z.enum(['pending', 'agree', 'refuse', 'ignore']),
  nickname: z.string(),
  note: z.string(),
  create_time: z.int(),
  update_time: z.int(),
  user: shapes.user,
});
