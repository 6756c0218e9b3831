import { addColumns, addKeys, dropColumns, dropKeys, type Addition, type Keys, type Schema } from '../schema/table.ts';

/** What the site tells of its visitor. */
const EMAIL: Addition = { table: 'known_visitor', columns: { email: `VARCHAR(254) NOT NULL DEFAULT ''` } };

/** What ended, and codes by their maker: what is looked for to be removed is found without reading all that stays. */
const KEYS: readonly Keys[] = [
  { table: 'session', keys: { session_end: 'revoked_at', session_expiry: 'expires_at' } },
  { table: 'ticket', keys: { ticket_maker: 'maker_id' } },
];

/** How long what is for nothing is kept. */
export default {
  async up(schema: Schema): Promise<void> {
    await addColumns(schema, EMAIL);
    for (const keys of KEYS) await addKeys(schema, keys);
  },

  async down(schema: Schema): Promise<void> {
    for (const keys of KEYS) await dropKeys(schema, keys);
    await dropColumns(schema, EMAIL);
  },
};
