import path from 'node:path';
import { onceFor, type Application } from '#kernel';
import { MysqlStore } from './mysql/store.ts';
import { SqliteStore } from './sqlite/store.ts';
import type { Store } from './store.ts';

/** The store of an application, made at the first call; nothing is connected by that. */
export const storeOf = onceFor((app: Application): Store => {
  const { url, dataDir, file, deadline, connections, slow } = app.config.sequelize;
  const onStatement = (sql: string, ms: number): void => {
    if (ms > slow) app.logger.warn({ ms: Math.round(ms), sql: withoutValues(sql) }, 'slow SQL');
  };
  const options = { deadline, connections, onStatement };
  return url === undefined ? new SqliteStore(path.join(dataDir, file), options) : new MysqlStore(url, options);
});

/** Models write some values into their SQL; those are nobody's business in a log. */
function withoutValues(sql: string): string {
  return sql
    .slice(0, 2000)
    .replaceAll(/'(?:[^'\\]|''|\\.)*(?:'|$)/g, '?')
    .slice(0, 400);
}
