import { findSilent } from '../people/silent.ts';
import { SilentSweep, WINDOW } from '../people/silent-sweep.ts';
import { windowsOf } from '../schema/windows.ts';
import type { Purge } from './purging.ts';

/** Removes visitors who have never written, or counts them. */
export function purgeVisitors(purge: Purge): Promise<number> {
  if (purge.keep.visitors === 0) return Promise.resolve(0);
  return purge.isDry ? count(purge) : remove(purge);
}

async function remove({ app, now }: Purge): Promise<number> {
  const sweep = new SilentSweep(app);
  let removed = 0;
  do removed += await sweep.run(now);
  while (!sweep.isThrough);
  return removed;
}

async function count({ app: { sql, config }, now, keep }: Purge): Promise<number> {
  const absence = { since: now - keep.visitors, ttl: config.session.ttl };
  let found = 0;
  for await (const window of windowsOf(sql, 'user', WINDOW)) found += (await findSilent(sql, window, absence)).length;
  return found;
}
