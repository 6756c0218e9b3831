import { bareAddress } from '../account/address.ts';
import type { Schema } from '../schema/table.ts';

/** Sessions that are read, and written, at a time. */
const BATCH = 500;

/** Addresses of sessions: IPv4 stands nowhere as IPv6, however it was noted by an older version. */
export default {
  async up({ sql }: Schema): Promise<void> {
    for (let after = 0; ;) {
      const rows = await sql.query<{ id: number; address: string }>(
        `SELECT id, address FROM session WHERE id > ? AND address LIKE '%ffff:%' ORDER BY id LIMIT ${BATCH}`,
        [after],
      );
      const last = rows.at(-1);
      if (!last) return;
      for (const { id, address } of rows) await sql.execute('UPDATE session SET address = ? WHERE id = ?', [bareAddress(address), id]);
      after = last.id;
    }
  },

  /** What older versions read as well. */
  down: (): Promise<void> => Promise.resolve(),
};
