import { z } from 'zod';
import { listOf, shape } from '#validate';
import {
  GENDERS,
  type Chatset,
  type ChatRule,
  type Profile,
  type SignUp,
  type WireAccount,
  type WireLobby,
  type WireProfile,
  type WireSetting,
  type WireUser,
  type WireVisitor,
} from '../../protocol/index.ts';

/** What one sees of another user. */
export const user = shape<WireUser>()('User', {
  id: z.int(),
  uuid: z.string(),
  username: z.string(),
  nickname: z.string(),
  avatar: z.string(),
  role: z.enum(['visitor', 'user', 'admin']),
});

const chatRule = shape<ChatRule>()('ChatRule', { sendCount: z.literal([0, 1, 2]), needFollow: z.boolean() });

const chatset = shape<Chatset>()('Chatset', { visitor: chatRule, user: chatRule });

const userinfo = shape<Profile>()('UserInfo', {
  gender: z.enum(GENDERS),
  birthday: z.string().nullable(),
  bio: z.string().nullable(),
  location: z.string().nullable(),
  website: z.string().nullable(),
});

/** What anybody may see of a user. */
export const profile = shape<WireProfile>()('Profile', { ...user.shape, chatset, userset: z.string(), userinfo });

/** One's own account with a token, as a login is answered. */
export const account = shape<WireAccount>()('Account', {
  ...profile.shape,
  status: z.int(),
  invite_confirm: z.int(),
  create_time: z.int(),
  last_login: z.int().nullable(),
  token: z.string(),
});

/** A visitor, as those see it with whom it has a conversation. */
export const visitor = shape<WireVisitor>()('Visitor', {
  ...user.shape,
  create_time: z.int(),
  known: z.object({ id: z.string(), email: z.string() }).nullable(),
});

/** What one needs to know before asking a user to be friends. */
export const setting = shape<WireSetting>()('Setting', {
  id: z.int(),
  uuid: z.string(),
  userset: z.string(),
  invite_confirm: z.int(),
  isgoodfriend: z.boolean(),
  isgoodfriend_status: z.boolean(),
  show_presence: z.int().exactOptional(),
  show_profile: z.int().exactOptional(),
});

/** Who may sign up. */
export const signUp: z.ZodType<SignUp> = z.enum(['open', 'invited', 'closed']);

/** What there is to know before one writes to somebody. */
export const lobby = shape<WireLobby>()('Lobby', {
  is_open: z.boolean(),
  is_here: z.boolean().nullable(),
  units: listOf(z.string()).exactOptional(),
});
