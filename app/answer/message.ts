import { z } from 'zod';
import { anyObject, shape } from '#validate';
import type { ChatType, Entry, WireExtras, WireGroup, WireMessage, WireRedirect } from '../../protocol/index.ts';
import { CHAT_TYPES } from '../messaging/way/chat-types.ts';

/** Kinds of chat, with those of units. */
export const chatType: z.ZodType<ChatType> = z.lazy(() => z.literal([...CHAT_TYPES]));

/** A group as its messages name it. */
export const group = shape<WireGroup>()('Group', {
  id: z.int(),
  name: z.string(),
  avatar: z.string(),
  remark: z.string(),
  user_id: z.int(),
  invite_confirm: z.int(),
});

const redirect = shape<WireRedirect>()('Redirect', {
  url: z.string(),
  type: z.string(),
  desc: anyObject.exactOptional(),
  doaction: z.string().exactOptional(),
});

/** By names that units choose. */
const extras = z.custom<WireExtras>().meta({ type: 'object' });

/** A message. */
export const message = shape<WireMessage>()('Message', {
  id: z.string(),
  from_id: z.union([z.int(), z.string()]),
  from_name: z.string(),
  from_avatar: z.string(),
  sendUUid: z.string(),
  to_id: z.int(),
  to_name: z.string(),
  to_avatar: z.string(),
  chatType,
  type: z.string(),
  data: z.unknown(),
  options: anyObject.nullable(),
  create_time: z.int(),
  isremove: z.literal([0, 1]),
  group: group.exactOptional(),
  actionType: z.literal('revoke').exactOptional(),
  redirect: redirect.exactOptional(),
  msgidKey: z.string().exactOptional(),
  extras: extras.exactOptional(),
});

/** A message at its place in a conversation. */
export const entry = shape<Entry>()('Entry', { seq: z.int(), client_id: z.string(), message });
