import { namedIn } from '../people/nameless.ts';
import { readNotice } from '../messaging/notice/facts.ts';
import { noteNames } from '../messaging/journal/named.ts';
import { NOTICE_TYPE } from '../../protocol/index.ts';
import { addColumns, createTables, dropColumns, dropTables, type Addition, type Schema, type Table } from '../schema/table.ts';

const TABLES: readonly Table[] = [
  {
    // Where the system named somebody: an erasure takes the names out.
    name: 'notice_person',
    columns: `user_id BIGINT NOT NULL,
      conversation_id BIGINT NOT NULL,
      seq BIGINT NOT NULL,
      PRIMARY KEY (user_id, conversation_id, seq)`,
    isClustered: true,
  },
  {
    // What stays of somebody who left or was removed: until when they are muted, and since when they are banned.
    name: 'group_mark',
    columns: `group_id BIGINT NOT NULL,
      user_id BIGINT NOT NULL,
      muted_until BIGINT NOT NULL DEFAULT 0,
      banned_at BIGINT NOT NULL DEFAULT 0,
      banned_by BIGINT NOT NULL DEFAULT 0,
      PRIMARY KEY (group_id, user_id)`,
    keys: { group_mark_user: 'user_id' },
    isClustered: true,
  },
];

const ADDITIONS: readonly Addition[] = [
  // Whether everybody sees the personal part of a profile, or friends only.
  { table: 'user', columns: { show_profile: 'SMALLINT NOT NULL DEFAULT 0' } },
  // What others are told of `read_seq`: it stays where it was while one of the two has blacklisted the other.
  { table: 'member', columns: { shown_seq: 'BIGINT NOT NULL DEFAULT 0' } },
  // ms; until then some code of the group that was shown holds.
  { table: 'chat_group', columns: { code_until: 'BIGINT NOT NULL DEFAULT 0' } },
];

/** Messages per read. */
const PAGE = 2000;

/** Whom the system has named so far. */
async function noteNamesSoFar({ sql, dialect }: Schema): Promise<void> {
  for (let [conversation, seq] = [0, 0]; ;) {
    const rows = await sql.query<{ conversationId: number; seq: number; data: string }>(NOTICES, [
      NOTICE_TYPE,
      conversation,
      conversation,
      seq,
      PAGE,
    ]);
    for (const row of rows) {
      const { conversationId, data } = row;
      await noteNames(sql, dialect, { conversationId, seqs: [row.seq], names: namedIn(readNotice(data)) });
    }
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    [conversation, seq] = [last.conversationId, last.seq];
  }
}

const NOTICES = `SELECT conversation_id AS conversationId, seq, data FROM message
  WHERE type = ? AND (conversation_id > ? OR (conversation_id = ? AND seq > ?)) ORDER BY conversation_id, seq LIMIT ?`;

/** What people may know of each other, and who may come back. */
export default {
  async up(schema: Schema): Promise<void> {
    await createTables(schema, TABLES);
    for (const addition of ADDITIONS) await addColumns(schema, addition);
    await schema.sql.execute('UPDATE member SET shown_seq = read_seq WHERE shown_seq < read_seq');
    await noteNamesSoFar(schema);
  },

  async down(schema: Schema): Promise<void> {
    for (const addition of ADDITIONS) await dropColumns(schema, addition);
    await dropTables(schema, TABLES);
  },
};
