import type { ConversationRow } from '../../../protocol/index.ts';

/** A row of the conversation list before anything was said. */
export const BARE_ROW: ConversationRow = {
  conversation: 11,
  chat_type: 'single',
  peer: null,
  remark: '',
  group: null,
  last_seq: 0,
  read_seq: 0,
  delivered_seq: 0,
  peer_read_seq: 0,
  unread: 0,
  mention_seq: 0,
  settings: { pinned: false, quiet: false, marked: false },
  last: null,
  time: 1,
};
