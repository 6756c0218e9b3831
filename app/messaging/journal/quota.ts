import type { Sql, SqlSession } from '../../../engine/sql.ts';
import { QUOTA } from '../../policy/single.ts';
import { BY_KEY } from '../../schema/by-key.ts';
import type { Draft } from './draft.ts';
import { given } from './statement.ts';

type Dialect = Sql['dialect'];

const ON = 'ON m.user_id = v.user_id AND m.conversation_id = v.conversation_id';

/** What one member may write in one conversation, one of QUOTA. */
interface Quota {
  readonly userId: number;
  readonly conversationId: number;
  value: number;
}

/**
 * Takes the free messages that drafts spend and opens the directions that they open, one draft after the other, under the locks of their
 * conversations. Returns the drafts whose free message was taken before.
 */
export async function claimQuotas(tx: SqlSession, dialect: Dialect, drafts: readonly Draft[]): Promise<ReadonlySet<Draft>> {
  const claims = drafts.filter(({ opens, spends }) => opens !== 0 || spends);
  if (claims.length === 0) return new Set();
  const quotas = await lockQuotas(tx, dialect, claims);
  const before = quotas.map(({ value }) => value);
  const byKey = new Map(quotas.map((quota) => [keyOf(quota.userId, quota.conversationId), quota]));
  const spent = claims.filter((draft) => !claim(byKey, draft));
  const changed = quotas.filter(({ value }, at) => value !== before[at]);
  if (changed.length > 0) await writeQuotas(tx, dialect, changed);
  return new Set(spent);
}

function claim(quotas: ReadonlyMap<string, Quota>, { conversationId, senderId, opens, spends }: Draft): boolean {
  const own = quotas.get(keyOf(senderId, conversationId));
  if (spends && own?.value !== QUOTA.fresh && own?.value !== QUOTA.open) return false;
  if (spends && own?.value === QUOTA.fresh) own.value = QUOTA.spent;
  const other = quotas.get(keyOf(opens, conversationId));
  if (other) other.value = QUOTA.open;
  return true;
}

/** In the order of the key, as the receipts write them: each may have to wait for the other. */
async function lockQuotas(tx: SqlSession, dialect: Dialect, claims: readonly Draft[]): Promise<Quota[]> {
  const keys = keysOf(claims);
  const columns = 'm.user_id AS userId, m.conversation_id AS conversationId, m.quota AS value';
  if (dialect === 'sqlite') {
    const sql = `SELECT ${columns} FROM json_each(?) AS v JOIN member m ON m.user_id = v.value ->> 0 AND m.conversation_id = v.value ->> 1`;
    return tx.query<Quota>(sql, [JSON.stringify(keys)]);
  }
  const rows = given(['user_id', 'conversation_id'], keys.length);
  return tx.query<Quota>(`SELECT ${columns} FROM ${rows} member m ${BY_KEY} ${ON} FOR UPDATE`, keys.flat());
}

async function writeQuotas(tx: SqlSession, dialect: Dialect, quotas: readonly Quota[]): Promise<void> {
  const values = quotas.map(({ userId, conversationId, value }) => [userId, conversationId, value]);
  if (dialect === 'sqlite') {
    const sql = `UPDATE member SET quota = v.value ->> 2 FROM json_each(?) AS v
                 WHERE member.user_id = v.value ->> 0 AND member.conversation_id = v.value ->> 1`;
    await tx.execute(sql, [JSON.stringify(values)]);
    return;
  }
  const rows = given(['user_id', 'conversation_id', 'quota'], values.length);
  await tx.execute(`UPDATE ${rows} member m ${BY_KEY} ${ON} SET m.quota = v.quota`, values.flat());
}

/** Whose quotas the drafts are about: the sender's own and the one that is opened. */
function keysOf(claims: readonly Draft[]): (readonly [userId: number, conversationId: number])[] {
  const keys = claims.flatMap(({ conversationId, senderId, opens }) =>
    [senderId, opens].map((userId) => [keyOf(userId, conversationId), [userId, conversationId] as const] as const),
  );
  return [...new Map(keys).values()].filter(([userId]) => userId !== 0).toSorted(([a, b], [c, d]) => a - c || b - d);
}

function keyOf(userId: number, conversationId: number): string {
  return `${userId}:${conversationId}`;
}
