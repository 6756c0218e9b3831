import { createTables, dropTables, type Schema, type Table } from '../schema/table.ts';

const TABLES: readonly Table[] = [
  {
    // Accounts that were closed and of which something is left to do, whatever becomes of the process that closed them.
    name: 'closing',
    columns: `user_id BIGINT NOT NULL PRIMARY KEY,
      round SMALLINT NOT NULL DEFAULT 0,
      due_at BIGINT NOT NULL`,
    keys: { closing_due: 'due_at' },
  },
  {
    // Where an erased account was named or a member: copies of that lie in lists, and members are told.
    name: 'closing_place',
    columns: `user_id BIGINT NOT NULL,
      conversation_id BIGINT NOT NULL,
      is_left SMALLINT NOT NULL DEFAULT 0,
      heir_id BIGINT NOT NULL DEFAULT 0,
      PRIMARY KEY (user_id, conversation_id)`,
    isClustered: true,
  },
];

/** What is left to do after the commit that closed an account. */
export default {
  up: (schema: Schema): Promise<void> => createTables(schema, TABLES),
  down: (schema: Schema): Promise<void> => dropTables(schema, TABLES),
};
