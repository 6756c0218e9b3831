import { createTables, dropTables, makeExact, type Addition, type Schema, type Table } from '../schema/table.ts';

const TABLES: readonly Table[] = [
  {
    // Nodes that run on this store; the number is the order in which they came.
    name: 'node',
    columns: `id $ID,
      node VARCHAR(36) $EXACT NOT NULL,
      engine VARCHAR(10) $EXACT NOT NULL,
      beat BIGINT NOT NULL`,
  },
];

/**
 * Keys of 0.1 on MySQL padded the shorter of two with blanks, so that `x` and `x ` were one. Nothing can collide by the change: what was
 * different stays so. The terms of messages hold no blanks and stay as they are, since theirs is by far the largest table.
 */
const KEYS: readonly Addition[] = [
  {
    table: 'user',
    columns: {
      uuid: 'VARCHAR(36) $EXACT NOT NULL',
      username_key: 'VARCHAR(20) $EXACT NOT NULL',
      password_hash: 'VARCHAR(255) $EXACT NULL',
      device_id: 'VARCHAR(36) $EXACT NULL',
      name_key: `VARCHAR(190) $EXACT NOT NULL DEFAULT ''`,
    },
  },
  { table: 'secret', columns: { name: 'VARCHAR(60) $EXACT NOT NULL' } },
  { table: 'conversation', columns: { name_key: 'VARCHAR(64) $EXACT NOT NULL' } },
  { table: 'chat_group', columns: { room_key: 'VARCHAR(190) $EXACT NULL' } },
  { table: 'friend', columns: { remark_key: `VARCHAR(190) $EXACT NOT NULL DEFAULT ''` } },
  { table: 'upload', columns: { uuid: 'VARCHAR(36) $EXACT NOT NULL' } },
  { table: 'ticket', columns: { kind: 'VARCHAR(10) $EXACT NOT NULL' } },
  { table: 'handover', columns: { code_hash: 'VARCHAR(64) $EXACT NOT NULL' } },
  { table: 'known_visitor', columns: { external_id: 'VARCHAR(128) $EXACT NOT NULL' } },
];

/** Keys that are equal only to themselves, and who runs on the store. */
export default {
  async up(schema: Schema): Promise<void> {
    await createTables(schema, TABLES);
    for (const keys of KEYS) await makeExact(schema, keys);
  },

  /** The keys stay exact: older versions read them as well. */
  down: (schema: Schema): Promise<void> => dropTables(schema, TABLES),
};
