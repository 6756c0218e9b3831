import type { Application } from '#kernel';
import { Migrator } from './migration.ts';
import { storeOf } from './store-of.ts';

/** Brings the tables of an application up to date that is loaded and does not run; returns what ran, in order. */
export function migrate(app: Application): Promise<string[]> {
  return withMigrator(app, (migrator) => migrator.up());
}

/** What `migrate` would run, in order; changes nothing. */
export function pendingMigrations(app: Application): Promise<string[]> {
  return withMigrator(app, (migrator) => migrator.pending());
}

async function withMigrator<T>(app: Application, work: (migrator: Migrator) => Promise<T>): Promise<T> {
  const store = storeOf(app);
  try {
    await store.connect();
    return await work(await Migrator.load(store, app.units));
  } finally {
    await store.close();
  }
}
