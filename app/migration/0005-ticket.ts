import { createTables, dropTables, type Schema, type Table } from '../schema/table.ts';

const TABLES: readonly Table[] = [
  {
    name: 'ticket',
    // Of the rows of one maker for one target at most one has is_current 1; NULLs do not count as equal.
    columns: `id $ID,
      kind VARCHAR(10) $EXACT NOT NULL,
      target_id BIGINT NOT NULL,
      maker_id BIGINT NOT NULL,
      is_current SMALLINT NULL,
      generation INTEGER NOT NULL DEFAULT 0,
      created_at BIGINT NOT NULL,
      expires_at BIGINT NOT NULL DEFAULT 0,
      max_uses INTEGER NOT NULL DEFAULT 0,
      uses INTEGER NOT NULL DEFAULT 0,
      scans INTEGER NOT NULL DEFAULT 0,
      revoked_at BIGINT NULL,
      UNIQUE (kind, target_id, maker_id, is_current)`,
  },
];

/** Codes of groups and users: limits, counters, and what was taken back. */
export default {
  up: (schema: Schema): Promise<void> => createTables(schema, TABLES),
  down: (schema: Schema): Promise<void> => dropTables(schema, TABLES),
};
