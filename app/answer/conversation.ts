import { z } from 'zod';
import { exactly, listOf, shape } from '#validate';
import type { ConversationRow, ConversationSettings, ListedGroup, Reader, Readers, WireForward } from '../../protocol/index.ts';
import { chatType, entry, group, message } from './message.ts';
import { user } from './user.ts';

const settings = shape<ConversationSettings>()('ConversationSettings', { pinned: z.boolean(), quiet: z.boolean(), marked: z.boolean() });

const ownGroup = shape<ListedGroup>()('ConversationGroup', {
  ...group.shape,
  count: z.int(),
  role: z.int(),
  muted: z.boolean(),
  muted_until: z.int(),
  status: z.int(),
});

/** A row of the conversation list. */
export const conversation = shape<ConversationRow>()('Conversation', {
  conversation: z.int(),
  chat_type: z.union([chatType, z.literal('system')]),
  peer: user.nullable(),
  remark: z.string(),
  group: ownGroup.nullable(),
  last_seq: z.int(),
  read_seq: z.int(),
  delivered_seq: z.int(),
  peer_read_seq: z.int(),
  unread: z.int(),
  mention_seq: z.int(),
  settings,
  last: entry.nullable(),
  time: z.int(),
});

const reader = shape<Reader>()('Reader', { id: z.int(), name: z.string(), avatar: z.string() });

/** Who has read a message: whether the other side has, or how many of a group. */
export const readers = exactly<Readers>()(
  z.union([z.object({ read: z.boolean() }), z.object({ read: z.int(), total: z.int(), list: listOf(reader) })]),
);

/** What became of one target of a forward. */
export const forwarding = shape<WireForward>()('Forward', {
  chatType,
  id: z.int(),
  messages: listOf(message),
  code: z.string().exactOptional(),
  text: z.string().exactOptional(),
});
