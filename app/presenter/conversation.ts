import type { ConversationRow, Entry } from '../../protocol/index.ts';
import type { CachedUser } from '../cache.ts';
import type { ListedConversation } from '../journal/conversations.ts';
import type { StoredMessage } from '../journal/draft.ts';
import { formatClientId } from '../journal/message-id.ts';
import { presentMessage, presentPeer } from './message.ts';

/** The two sides of a single conversation. */
export interface Pair {
  readonly user: CachedUser;
  readonly peer: CachedUser;
}

/** A row of the conversation list, as its owner sees it. */
export function presentConversation(row: ListedConversation, pair: Pair): ConversationRow {
  return {
    conversation: row.conversationId,
    chat_type: 'single',
    peer: presentPeer(pair.peer),
    last_seq: row.lastSeq,
    read_seq: row.readSeq,
    delivered_seq: row.deliveredSeq,
    peer_read_seq: row.peerReadSeq,
    unread: row.unread,
    last: row.last && presentEntry(row.last, pair),
    time: row.lastAt,
  };
}

/** A message at its place, in a single conversation. */
export function presentEntry(message: StoredMessage, { user, peer }: Pair): Entry {
  const [sender, target] = message.senderId === user.id ? [user, peer] : [peer, user];
  return {
    seq: message.seq,
    client_id: formatClientId(message.clientId),
    message: presentMessage(message, { sender, target, chatType: 'single' }),
  };
}
