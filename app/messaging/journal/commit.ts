import { SqlError, type Sql, type SqlSession } from '../../../engine/sql.ts';
import type { Draft, DraftKey, Outcome, StoredMessage } from './draft.ts';
import { mendHeads } from './heads.ts';
import { findGone, noteNames } from './named.ts';
import { claimQuotas } from './quota.ts';
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
export type DraftResult = Outcome | { readonly kind: 'failed'; readonly error: unknown };

/**
 * Stores a batch in one transaction and tells what became of each draft, in their order. Client ids must differ within the batch.
 * Drafts that are stored already are taken out and the rest is tried again; a row that the store refuses is found by halving.
 * Rejects only when the store can't be reached.
 */
export async function commit(sql: Sql, drafts: readonly Draft[]): Promise<DraftResult[]> {
  try {
    return await sql.transaction((tx) => attempt(tx, sql.dialect, drafts));
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    if (error.kind === 'duplicate') return commitWithoutKnown(sql, drafts, error);
    if (error.kind === 'data' || error.kind === 'constraint') return commitHalves(sql, drafts, error);
    throw error;
  }
}

async function attempt(tx: SqlSession, dialect: Sql['dialect'], drafts: readonly Draft[]): Promise<DraftResult[]> {
  // Users before conversations, as everywhere; what people write names nobody.
  const gone = drafts.some(({ names }) => names) ? await findGone(tx, dialect, drafts) : NOBODY;
  const ids = [...new Set(drafts.map(({ conversationId }) => conversationId))].toSorted((a, b) => a - b);
  const places = new Map((await lockConversations(tx, dialect, ids)).map((row) => [row.id, new Place(row)]));
  const isCurrent = (draft: Draft): boolean => places.get(draft.conversationId)?.aclVersion === draft.aclVersion && !namesAny(draft, gone);
  const spent = await claimQuotas(tx, dialect, drafts.filter(isCurrent));
  const settled: DraftResult[] = [];
  const messages: StoredMessage[] = [];
  for (const draft of drafts) {
    const place = isCurrent(draft) ? places.get(draft.conversationId) : undefined;
    if (!place || spent.has(draft)) {
      settled.push({ kind: place ? 'spent' : 'stale' });
      continue;
    }
    const message = place.take(draft);
    if (hasMore(draft)) await writeMore(tx, dialect, { draft, message });
    messages.push(message);
    settled.push({ kind: 'stored', message });
  }
  if (messages.length > 0) await write(tx, dialect, { places: [...places.values()], messages });
  return settled;
}

async function write(
  tx: SqlSession,
  dialect: Sql['dialect'],
  { places, messages }: { readonly places: readonly Place[]; readonly messages: readonly StoredMessage[] },
): Promise<void> {
  const advances = places.filter(({ isMoved }) => isMoved).map((place) => place.advance);
  await Promise.all([advanceConversations(tx, dialect, advances), insertMessages(tx, dialect, messages)]);
}

/** A notice or a recall, which change more than what they add. */
function hasMore({ recalls, names }: Draft): boolean {
  return names !== undefined || recalls !== undefined;
}

async function writeMore(
  tx: SqlSession,
  dialect: Sql['dialect'],
  { draft, message }: { readonly draft: Draft; readonly message: StoredMessage },
): Promise<void> {
  const { recalls = 0, names = [] } = draft;
  if (recalls > 0) await replaceMessage(tx, draft, recalls);
  await noteNames(tx, dialect, { conversationId: message.conversationId, seqs: [message.seq, recalls], names });
}

const NOBODY: ReadonlySet<number> = new Set();

function namesAny({ names = [] }: Draft, ids: ReadonlySet<number>): boolean {
  return names.some((id) => ids.has(id));
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

async function commitWithoutKnown(sql: Sql, drafts: readonly Draft[], cause: SqlError): Promise<DraftResult[]> {
  const known = new Map((await findKnown(sql, drafts)).map((message) => [draftKey(message), message]));
  const rest = drafts.filter((draft) => !known.has(draftKey(draft)));
  if (rest.length === drafts.length) return commitBehind(sql, drafts, cause);
  const restSettled = rest.length > 0 ? await commit(sql, rest) : [];
  let next = 0;
  return drafts.map((draft): DraftResult => {
    const message = known.get(draftKey(draft));
    if (message) return { kind: 'known', message };
    return restSettled[next++] ?? { kind: 'failed', error: cause };
  });
}

/** The next number of a conversation is taken by a message that its head does not count. */
async function commitBehind(sql: Sql, drafts: readonly Draft[], cause: SqlError): Promise<DraftResult[]> {
  const ids = new Set(drafts.map(({ conversationId }) => conversationId));
  if ((await mendHeads(sql, [...ids])) === 0) throw new SqlError('other', 'a message collided with none of those stored', cause);
  return commit(sql, drafts);
}

async function commitHalves(sql: Sql, drafts: readonly Draft[], error: SqlError): Promise<DraftResult[]> {
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
