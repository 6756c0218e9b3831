import { defineChecks, healthOf, type Check } from '#app';
import type { Application } from '#kernel';
import { keyOf } from '../upload/key.ts';

/** Rows per read. */
const PAGE = 1000;
/** Files that are missing which are told: whoever lost a folder has lost all. */
const MOST = 1000;
/** A row is written before its file: one that is younger may be on its way. */
const UNDER_WAY = 3_600_000;

/** As `/healthz` tries it. */
const room: Check = {
  rule: 'files can be stored',
  look: ({ storage }) => healthOf(storage),
};

/** A row without its file answers 404. Those of an S3 store are not asked for one by one: that is paid by the call. */
const files: Check = {
  rule: 'every file that the database names is in its folder',

  async look(app) {
    if (app.config.storage.s3.url !== undefined) return [];
    const missing: string[] = [];
    for (let after = 0; missing.length < MOST;) {
      const rows = await app.sql.query<{ id: number; uuid: string; owner: number }>(
        'SELECT id, uuid, owner_id AS owner FROM upload WHERE id > ? AND deleted_at IS NULL AND created_at < ? ORDER BY id LIMIT ?',
        [after, Date.now() - UNDER_WAY, PAGE],
      );
      for (const { uuid, owner } of rows) if (!(await isThere(app, uuid))) missing.push(`${keyOf(uuid)} of user ${owner} is not there`);
      const last = rows.at(-1);
      if (!last) return missing;
      after = last.id;
    }
    return missing;
  },
};

/** What `foyer doctor` looks at of files. */
export default defineChecks([room, files]);

async function isThere({ storage }: Application, uuid: string): Promise<boolean> {
  const file = await storage.open(keyOf(uuid), { from: 0, to: 0 });
  file?.stream.destroy();
  return file !== null;
}
