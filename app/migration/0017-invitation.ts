import { createTables, dropTables, type Schema, type Table } from '../schema/table.ts';

const TABLES: readonly Table[] = [
  {
    // A row goes with the account that is made by it.
    name: 'invitation',
    columns: `code_hash VARCHAR(64) $EXACT NOT NULL PRIMARY KEY,
      created_at BIGINT NOT NULL,
      expires_at BIGINT NOT NULL`,
    keys: { invitation_time: 'expires_at' },
  },
];

/** Codes by which somebody signs up where that takes an invitation. */
export default {
  up: (schema: Schema): Promise<void> => createTables(schema, TABLES),
  down: (schema: Schema): Promise<void> => dropTables(schema, TABLES),
};
