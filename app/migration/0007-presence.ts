import { addColumns, dropColumns, type Addition, type Schema } from '../schema/table.ts';

/** 1: friends see whether the user is online. */
const USER: Addition = { table: 'user', columns: { show_presence: 'SMALLINT NOT NULL DEFAULT 1' } };

/** Who is seen to be online. */
export default {
  up: (schema: Schema): Promise<void> => addColumns(schema, USER),

  down: (schema: Schema): Promise<void> => dropColumns(schema, USER),
};
