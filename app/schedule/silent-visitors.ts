import { defineSchedule } from '#kernel';
import { SilentSweep } from '../people/silent-sweep.ts';

const HOUR = 3_600_000;

/** Removes visitors who have never written. */
export default defineSchedule((app) => {
  const sweep = new SilentSweep(app);
  return {
    every: HOUR,
    on: 'cluster',
    run: async () => void (await sweep.run(Date.now())),
  };
});
