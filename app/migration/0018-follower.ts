import { insertIgnore } from '../../engine/insert-ignore.ts';
import { createTables, dropTables, type Schema, type Table } from '../schema/table.ts';

const TABLES: readonly Table[] = [
  {
    // Conversations up to `begun_id` were there when it began; up to `set_id` their cursors are set.
    name: 'journal_follower',
    columns: `name VARCHAR(64) $EXACT NOT NULL PRIMARY KEY,
      begun_id BIGINT NOT NULL,
      set_id BIGINT NOT NULL,
      created_at BIGINT NOT NULL`,
  },
  {
    // `holder` hands on what follows until `held_until`.
    name: 'journal_cursor',
    columns: `conversation_id BIGINT NOT NULL,
      name VARCHAR(64) $EXACT NOT NULL,
      seq BIGINT NOT NULL,
      holder VARCHAR(36) $EXACT NOT NULL,
      held_until BIGINT NOT NULL,
      PRIMARY KEY (conversation_id, name)`,
    isClustered: true,
  },
];

/** How far each follower has heard each conversation. The search index goes on where it was; its table of before stays for nodes of the version before. */
export default {
  async up(schema: Schema): Promise<void> {
    await createTables(schema, TABLES);
    const { sql, dialect } = schema;
    await sql.execute(
      `${insertIgnore(dialect)} INTO journal_cursor (conversation_id, name, seq, holder, held_until)
       SELECT conversation_id, 'search', seq, '', 0 FROM term_cursor`,
    );
  },

  down: (schema: Schema): Promise<void> => dropTables(schema, TABLES),
};
