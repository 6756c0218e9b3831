import { addColumns, createTables, dropColumns, dropTables, type Addition, type Schema, type Table } from '../schema/table.ts';

const TABLES: readonly Table[] = [
  {
    // One row per ordered pair: who asks again asks in the same row. The remark is the applicant's own name for the other.
    name: 'friend_application',
    columns: `id $ID,
      user_id BIGINT NOT NULL,
      target_id BIGINT NOT NULL,
      status VARCHAR(10) NOT NULL,
      remark VARCHAR(50) NOT NULL DEFAULT '',
      note VARCHAR(200) NOT NULL DEFAULT '',
      created_at BIGINT NOT NULL,
      updated_at BIGINT NOT NULL,
      UNIQUE (user_id, target_id)`,
    keys: { friend_application_target: 'target_id, status' },
  },
];

/** What names are sorted by, see `nameKey`; '' until somebody reads a list that needs it. */
const KEY = `VARCHAR(190) $EXACT NOT NULL DEFAULT ''`;

const ADDITIONS: readonly Addition[] = [
  { table: 'user', columns: { name_key: KEY } },
  { table: 'friend', columns: { remark_key: KEY } },
];

/** Who asks whom to be friends, and the order of names. */
export default {
  async up(schema: Schema): Promise<void> {
    await createTables(schema, TABLES);
    for (const addition of ADDITIONS) await addColumns(schema, addition);
  },

  async down(schema: Schema): Promise<void> {
    for (const addition of ADDITIONS) await dropColumns(schema, addition);
    await dropTables(schema, TABLES);
  },
};
