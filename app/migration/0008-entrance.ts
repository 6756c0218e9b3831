import { createTables, dropTables, type Schema, type Table } from '../schema/table.ts';

const TABLES: readonly Table[] = [
  {
    // A code is kept as its hash, so that the table opens nothing.
    name: 'handover',
    columns: `code_hash VARCHAR(64) $EXACT NOT NULL PRIMARY KEY,
      session_id BIGINT NOT NULL,
      created_at BIGINT NOT NULL,
      expires_at BIGINT NOT NULL`,
    keys: { handover_session: 'session_id', handover_time: 'expires_at' },
  },
  {
    name: 'known_visitor',
    columns: `external_id VARCHAR(128) $EXACT NOT NULL PRIMARY KEY,
      user_id BIGINT NOT NULL UNIQUE,
      created_at BIGINT NOT NULL`,
  },
];

/** Sessions on their way to another device, and visitors whom the site they visit knows. */
export default {
  up: (schema: Schema): Promise<void> => createTables(schema, TABLES),
  down: (schema: Schema): Promise<void> => dropTables(schema, TABLES),
};
