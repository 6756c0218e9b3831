import { countEnded, endOf, removeEnded, type Retention } from './ended.ts';
import { purgeMessages } from './messages.ts';
import type { Purge } from './purging.ts';
import { purgeVisitors } from './visitors.ts';

/** How many of each went, or would: what is over of every unit by its name, the app's own, and what else units remove. */
export type PurgeCounts = Readonly<Record<string, number>>;

/** Removes what is not to be kept any longer, in small steps beside servers that run. What was cut off is gone on with by the next. */
export async function purge(purging: Purge): Promise<PurgeCounts> {
  const purged: Record<string, number> = {};
  for (const retained of purging.app.people.retention) purged[retained.name] = await purgeEnded(purging, retained);
  purged['visitors'] = await purgeVisitors(purging);
  purged['messages'] = await purgeMessages(purging);
  // Last: what the messages above showed is needed by nobody now.
  for (const own of purging.app.people.purges) purged[own.name] = await own.run(purging);
  return purged;
}

async function purgeEnded({ app: { sql, config }, now, keep, isDry }: Purge, retained: Retention): Promise<number> {
  const before = endOf(retained, { now, config: { ...config, retention: { ...config.retention, ...keep } } });
  if (before === undefined) return 0;
  return isDry ? countEnded(sql, retained, before) : removeEnded(sql, retained, { before });
}
