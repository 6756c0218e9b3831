import { SqlError, type Sql, type SqlSession } from '../../engine/sql.ts';
import type { Draft, DraftKey, Outcome, StoredMessage } from './draft.ts';
import {
  advanceConversations,
  findKnown,
  insertMessages,
  lockConversations,
  replaceMessage,
  type Advance,
  type LockedConversation,
} from './statement.ts';

/** What became of a draft, or why the store refused it. */
export type Settled = Outcome | { readonly kind: 'failed'; readonly error: unknown };

/**
 * Stores a batch in one transaction and tells what became of each draft, in their order. Client ids must differ within the batch.
 * Drafts that are stored already are taken out and the rest is tried again; a row that the store refuses is found by halving.
 * Rejects only when the store can't be reached.
 */
export async function commit(sql: Sql, drafts: readonly Draft[]): Promise<Settled[]> {
  try {
    return await sql.transaction((tx) => attempt(tx, sql.dialect, drafts));
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    if (error.kind === 'duplicate') return commitWithoutKnown(sql, drafts, error);
    if (error.kind === 'data' || error.kind === 'constraint') return commitHalves(sql, drafts, error);
    throw error;
  }
}

async function attempt(tx: SqlSession, dialect: Sql['dialect'], drafts: readonly Draft[]): Promise<Settled[]> {
  const ids = [...new Set(drafts.map(({ conversationId }) => conversationId))].toSorted((a, b) => a - b);
  const locked = new Map((await lockConversations(tx, dialect, ids)).map((row) => [row.id, new Place(row)]));
  const settled: Settled[] = [];
  const messages: StoredMessage[] = [];
  for (const draft of drafts) {
    const place = locked.get(draft.conversationId);
    const refusal = place?.aclVersion === draft.aclVersion ? await claimQuota(tx, draft) : 'stale';
    if (refusal || !place) {
      settled.push({ kind: refusal ?? 'stale' });
      continue;
    }
    const message = place.take(draft);
    if (draft.recalls) await replaceMessage(tx, draft, draft.recalls);
    messages.push(message);
    settled.push({ kind: 'stored', message });
  }
  const advances = [...locked.values()].filter(({ isMoved }) => isMoved).map((place) => place.advance);
  if (messages.length > 0) await Promise.all([advanceConversations(tx, dialect, advances), insertMessages(tx, dialect, messages)]);
  return settled;
}

/** A locked conversation that hands out the next seqs. */
class Place {
  readonly aclVersion: number;
  readonly #id: number;
  readonly #start: number;
  #seq: number;
  #at: number;

  constructor(row: LockedConversation) {
    this.aclVersion = row.aclVersion;
    this.#id = row.id;
    this.#start = row.lastSeq;
    this.#seq = row.lastSeq;
    this.#at = row.lastAt;
  }

  get isMoved(): boolean {
    return this.#seq > this.#start;
  }

  get advance(): Advance {
    return { id: this.#id, lastSeq: this.#seq, lastAt: this.#at };
  }

  take(draft: Draft): StoredMessage {
    // Nodes' clocks differ: the time of a conversation's messages must not go back, pages are cut by it.
    this.#at = Math.max(Date.now(), this.#at);
    this.#seq += 1;
    const { conversationId, senderId, clientId, type, data, options } = draft;
    return { conversationId, seq: this.#seq, senderId, clientId, type, data, options, createdAt: this.#at };
  }
}

/** Counts the one free message and opens the other direction, under the conversation's lock. */
async function claimQuota(tx: SqlSession, draft: Draft): Promise<'spent' | undefined> {
  const { conversationId, senderId } = draft;
  if (draft.opens !== 0) {
    await tx.execute('UPDATE member SET quota = 2 WHERE user_id = ? AND conversation_id = ? AND quota <> 2', [draft.opens, conversationId]);
  }
  if (!draft.spends) return undefined;
  const spent = await tx.execute('UPDATE member SET quota = 1 WHERE user_id = ? AND conversation_id = ? AND quota = 0', [
    senderId,
    conversationId,
  ]);
  if (spent.affected > 0) return undefined;
  const rows = await tx.query<{ quota: number }>('SELECT quota FROM member WHERE user_id = ? AND conversation_id = ?', [
    senderId,
    conversationId,
  ]);
  return rows[0]?.quota === 2 ? undefined : 'spent';
}

async function commitWithoutKnown(sql: Sql, drafts: readonly Draft[], cause: SqlError): Promise<Settled[]> {
  const known = new Map((await findKnown(sql, drafts)).map((message) => [draftKey(message), message]));
  const rest = drafts.filter((draft) => !known.has(draftKey(draft)));
  if (rest.length === drafts.length) throw new SqlError('other', 'a message collided with none of those stored', cause);
  const restSettled = rest.length > 0 ? await commit(sql, rest) : [];
  let next = 0;
  return drafts.map((draft): Settled => {
    const message = known.get(draftKey(draft));
    if (message) return { kind: 'known', message };
    return restSettled[next++] ?? { kind: 'failed', error: cause };
  });
}

async function commitHalves(sql: Sql, drafts: readonly Draft[], error: SqlError): Promise<Settled[]> {
  if (drafts.length === 1) return [{ kind: 'failed', error }];
  const middle = drafts.length >> 1;
  // One after the other: within a conversation the order of the drafts is the order of the seqs.
  const first = await commit(sql, drafts.slice(0, middle));
  return [...first, ...(await commit(sql, drafts.slice(middle)))];
}

/** The identity of a message as a map key. */
export function draftKey({ conversationId, senderId, clientId }: DraftKey): string {
  return `${conversationId}:${senderId}:${clientId.toString('latin1')}`;
}
