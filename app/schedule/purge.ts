import { BootError, defineSchedule } from '#kernel';
import { problemOf } from '../retention/keep.ts';
import { purge } from '../retention/purge.ts';

/** Removes what is not to be kept any longer, at a time of day, where the configuration names one. */
export default defineSchedule((app) => {
  const { retention, redis } = app.config;
  if (retention.purge.cron === '') return undefined;
  const problem = problemOf(retention, redis.ttl);
  if (problem !== undefined) throw new BootError(`retention.messages is too small for retention.purge: ${problem}`);
  return {
    ...retention.purge,
    on: 'cluster',
    async run() {
      app.logger.info({ removed: await purge({ app, now: Date.now(), isDry: false, keep: retention }) }, 'purged');
    },
  };
});
