import { createTables, dropTables, type Schema, type Table } from '../schema/table.ts';

const TABLES: readonly Table[] = [
  {
    // Where a term stands, conversation by conversation: a search reads ranges of its searcher's own.
    name: 'term',
    columns: `conversation_id BIGINT NOT NULL,
      term VARCHAR(32) $EXACT NOT NULL,
      seq BIGINT NOT NULL,
      PRIMARY KEY (conversation_id, term, seq)`,
    isClustered: true,
  },
  {
    name: 'term_cursor',
    columns: `conversation_id BIGINT NOT NULL PRIMARY KEY,
      seq BIGINT NOT NULL`,
    isClustered: true,
  },
];

/** The terms of messages, and how far each conversation has been read for them. Both can be made anew from the messages. */
export default {
  up: (schema: Schema): Promise<void> => createTables(schema, TABLES),

  down: (schema: Schema): Promise<void> => dropTables(schema, TABLES),
};
