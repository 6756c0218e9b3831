import { z } from 'zod';
import { emptyList, exactly, listOf, shape } from '#validate';
import type {
  WireBan,
  WireGroupFace,
  WireGroupInfo,
  WireJoinedGroup,
  WireListedGroup,
  WireMember,
  WireMembership,
} from '../../protocol/index.ts';
import { group } from './message.ts';
import { user } from './user.ts';

/** What anybody may see of a group. */
export const groupFace = shape<WireGroupFace>()('GroupFace', {
  id: z.int(),
  name: z.string(),
  avatar: z.string(),
  invite_confirm: z.int(),
  count: z.int(),
});

const membership = shape<WireMembership>()('Membership', {
  group_id: z.int(),
  user_id: z.int(),
  nickname: z.string(),
  avatar: z.string(),
  role: z.int(),
  muted_until: z.int(),
});

const joinedGroup = shape<WireJoinedGroup>()('JoinedGroup', {
  ...group.shape,
  ...groupFace.shape,
  status: z.int(),
  is_muted: z.int(),
  is_room: z.boolean(),
  create_time: z.int(),
});

const alone: z.ZodType<readonly [WireMembership]> = z.tuple([membership]);

/** A group of one's list. */
export const listedGroup = shape<WireListedGroup>()('ListedGroup', {
  ...joinedGroup.shape,
  create_time: z.string(),
  group_users: alone,
});

const member = shape<WireMember>()('Member', { ...membership.shape, username: z.string(), create_time: z.int(), user });

/** A group's page, for members and for others. */
export const groupInfo = exactly<WireGroupInfo>()(
  z.union([
    z.object({ ...joinedGroup.shape, me: membership, group_users: listOf(member) }),
    z.object({ ...groupFace.shape, me: z.null(), group_users: emptyList }),
  ]),
);

/** Somebody who was removed from a group and may not come back. */
export const banned = shape<WireBan>()('Banned', {
  user_id: z.int(),
  uuid: z.string(),
  username: z.string(),
  nickname: z.string(),
  avatar: z.string(),
  create_time: z.int(),
});
