import { insertIgnore } from '../../../engine/insert-ignore.ts';
import type { Sql, SqlSession } from '../../../engine/sql.ts';
import { ERASED } from '../../account/user.ts';
import { NOTICE_TYPE } from '../../../protocol/index.ts';
import { readNotice } from '../notice/facts.ts';
import { withoutName } from '../../people/nameless.ts';
import { BY_KEY } from '../../schema/by-key.ts';
import type { Draft, StoredMessage } from './draft.ts';
import { marks } from '../../../engine/marks.ts';

/** Rows per read. */
const PAGE = 200;

/** Of those whom these drafts name the ones whose account is gone; the others' stay as they are until the commit. */
export async function findGone(tx: SqlSession, dialect: Sql['dialect'], drafts: readonly Draft[]): Promise<ReadonlySet<number>> {
  const ids = [...new Set(drafts.flatMap(({ names = [] }) => names))];
  // A notice about nobody but who is gone names nobody.
  if (ids.length === 0) return new Set();
  const lock = dialect === 'mysql' ? ' LOCK IN SHARE MODE' : '';
  const rows = await tx.query<{ id: number; status: number }>(
    `SELECT id, status FROM user ${BY_KEY} WHERE id IN (${marks('?', ids.length)}) ORDER BY id${lock}`,
    ids,
  );
  return new Set(rows.filter(({ status }) => status === ERASED).map(({ id }) => id));
}

/** Notes where these users are named, for `eraseNames`; seq 0 is no place. */
export async function noteNames(
  tx: SqlSession,
  dialect: Sql['dialect'],
  { conversationId, seqs, names }: { readonly conversationId: number; readonly seqs: readonly number[]; readonly names: readonly number[] },
): Promise<void> {
  const places = seqs.filter((seq) => seq > 0);
  const rows = names.flatMap((userId) => places.map((seq) => [userId, conversationId, seq]));
  if (rows.length === 0) return;
  const insert = insertIgnore(dialect);
  await tx.execute(`${insert} INTO notice_person (user_id, conversation_id, seq) VALUES ${marks('(?, ?, ?)', rows.length)}`, rows.flat());
}

/** Takes a user's name out of everything that the system said. */
export async function eraseNames(tx: SqlSession, userId: number): Promise<void> {
  for (;;) {
    const rows = await tx.query<Pick<StoredMessage, 'conversationId' | 'seq' | 'type' | 'data'>>(NAMED, [userId, PAGE]);
    for (const { conversationId, seq, type, data } of rows) {
      const place = [conversationId, seq];
      if (type === NOTICE_TYPE) {
        const told = JSON.stringify(withoutName(readNotice(data), userId));
        await tx.execute('UPDATE message SET data = ? WHERE conversation_id = ? AND seq = ?', [told, ...place]);
      }
      await tx.execute('DELETE FROM notice_person WHERE user_id = ? AND conversation_id = ? AND seq = ?', [userId, ...place]);
    }
    if (rows.length < PAGE) break;
  }
  await tx.execute('DELETE FROM notice_person WHERE user_id = ?', [userId]);
}

const NAMED = `SELECT p.conversation_id AS conversationId, p.seq AS seq, m.type AS type, m.data AS data
  FROM notice_person p JOIN message m ON m.conversation_id = p.conversation_id AND m.seq = p.seq WHERE p.user_id = ? LIMIT ?`;
