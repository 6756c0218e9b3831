import type { ConversationRow, Entry, ListedGroup, WireMessage } from '../../protocol/index.ts';
import type { CachedGroup } from '../cache.ts';
import type { ListedConversation } from '../messaging/journal/conversations.ts';
import type { StoredMessage } from '../messaging/journal/draft.ts';
import { formatClientId } from '../messaging/journal/message-id.ts';
import { presentGroup } from './message.ts';

/** What a row of the list shows beside its conversation: by whom or what it is known, as its kind says, and its last message. */
export type RowContent = Pick<ConversationRow, 'chat_type' | 'peer' | 'remark' | 'group' | 'last'>;

/** A row of the conversation list, as its owner sees it. */
export function presentConversation(row: ListedConversation, { chat_type, peer, remark, group, last }: RowContent): ConversationRow {
  return {
    conversation: row.conversationId,
    chat_type,
    peer,
    remark,
    group,
    last_seq: row.lastSeq,
    read_seq: row.readSeq,
    delivered_seq: row.deliveredSeq,
    peer_read_seq: row.peerReadSeq,
    unread: row.unread,
    mention_seq: row.mentionSeq,
    settings: { pinned: row.isPinned, quiet: row.isQuiet, marked: row.isMarked },
    last,
    time: row.lastAt,
  };
}

/** A message at its place, as it is shown to a reader. */
export function presentEntry({ seq, clientId }: StoredMessage, message: WireMessage): Entry {
  return { seq, client_id: formatClientId(clientId), message };
}

/** A group in the list of a member. */
export function presentListedGroup(group: CachedGroup, userId: number): ListedGroup {
  const member = group.members.get(userId);
  return {
    ...presentGroup(group),
    count: group.members.size,
    role: member?.role ?? 0,
    muted: group.isMuted,
    muted_until: member?.mutedUntil ?? 0,
    status: group.status,
  };
}
