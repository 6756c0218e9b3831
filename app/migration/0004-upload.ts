import { createTables, dropTables, type Schema, type Table } from '../schema/table.ts';

const TABLES: readonly Table[] = [
  {
    // A row is written before its file and outlives it: what a crash leaves is found by its row.
    name: 'upload',
    columns: `id $ID,
      uuid VARCHAR(36) $EXACT NOT NULL UNIQUE,
      owner_id BIGINT NOT NULL,
      kind VARCHAR(10) NOT NULL,
      type VARCHAR(100) NOT NULL,
      ext VARCHAR(10) NOT NULL,
      name VARCHAR(255) NOT NULL,
      size BIGINT NOT NULL,
      width INT NULL,
      height INT NULL,
      thumb SMALLINT NOT NULL DEFAULT 0,
      is_public SMALLINT NOT NULL DEFAULT 0,
      created_at BIGINT NOT NULL,
      deleted_at BIGINT NULL`,
    keys: { upload_owner: 'owner_id', upload_time: 'created_at' },
  },
  {
    // Who sent it where; a conversation without a row does not open it.
    name: 'upload_share',
    columns: `upload_id BIGINT NOT NULL,
      conversation_id BIGINT NOT NULL,
      user_id BIGINT NOT NULL,
      created_at BIGINT NOT NULL,
      PRIMARY KEY (upload_id, conversation_id, user_id)`,
    isClustered: true,
  },
];

/** Files of users, and the conversations they were sent to. */
export default {
  async up(schema: Schema): Promise<void> {
    await createTables(schema, TABLES);
  },

  async down(schema: Schema): Promise<void> {
    await dropTables(schema, TABLES);
  },
};
