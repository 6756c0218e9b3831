import { createTables, dropTables, type Schema, type Table } from '../schema/table.ts';

const TABLES: readonly Table[] = [
  {
    name: 'user_right',
    columns: `user_id BIGINT NOT NULL,
      code VARCHAR(100) $EXACT NOT NULL,
      created_at BIGINT NOT NULL,
      PRIMARY KEY (user_id, code)`,
    isClustered: true,
  },
];

/** Rights that an operator granted to single accounts. */
export default {
  up: (schema: Schema): Promise<void> => createTables(schema, TABLES),
  down: (schema: Schema): Promise<void> => dropTables(schema, TABLES),
};
