import type { Context } from '#kernel';
import { readable } from '../group/readable.ts';
import { readPage } from '../messaging/journal/page.ts';
import type { Membership } from '../service/history.ts';

/** Conversations or messages per read. */
const PAGE = 200;

/** A user's conversations with all messages that the user may read, as an export shows them. */
export async function* readConversations(ctx: Context, userId: number): AsyncGenerator<object> {
  for (let after = 0; ;) {
    const rows = await ctx.app.sql.query<Conversation>(CONVERSATIONS, [userId, after, PAGE]);
    for (const { isPinned, isQuiet, isUnread, joinedAt, deliveredSeq, mentionSeq, hiddenSeq, ...membership } of rows) {
      const { conversationId: id, kind, peerId, readSeq } = membership;
      yield {
        id,
        kind,
        peer_id: peerId,
        joined_at: joinedAt,
        read_seq: readSeq,
        delivered_seq: deliveredSeq,
        mention_seq: mentionSeq,
        hidden_seq: hiddenSeq,
        is_pinned: isPinned,
        is_quiet: isQuiet,
        is_unread: isUnread,
        messages: readMessages(ctx, membership),
      };
    }
    if (rows.length < PAGE) return;
    after = rows.at(-1)?.conversationId ?? after;
  }
}

async function* readMessages({ app, service }: Context, membership: Standing): AsyncGenerator<object> {
  const { conversationId, joinedSeq } = membership;
  for (let after = joinedSeq; ;) {
    const { messages, more } = await readPage(app.sql, conversationId, { after, limit: PAGE, joinedSeq });
    yield* await service.history.present(membership, messages);
    if (!more) return;
    after = messages.at(-1)?.seq ?? after;
  }
}

type Standing = Omit<Membership, 'isMarked' | 'lastSeq'>;

interface Conversation extends Standing {
  readonly isPinned: number;
  readonly isQuiet: number;
  readonly isUnread: number;
  readonly deliveredSeq: number;
  readonly mentionSeq: number;
  readonly hiddenSeq: number;
  readonly joinedAt: number;
}

const CONVERSATIONS = `SELECT k.user_id AS readerId, c.kind AS kind, k.conversation_id AS conversationId, k.peer_id AS peerId,
    k.read_seq AS readSeq, k.joined_seq AS joinedSeq, k.is_pinned AS isPinned, k.is_quiet AS isQuiet, k.is_unread AS isUnread,
    k.delivered_seq AS deliveredSeq, k.mention_seq AS mentionSeq, k.hidden_seq AS hiddenSeq, k.created_at AS joinedAt
  FROM member k JOIN conversation c ON c.id = k.conversation_id
  WHERE k.user_id = ? AND k.conversation_id > ? AND ${readable('k.conversation_id')} ORDER BY k.conversation_id LIMIT ?`;
