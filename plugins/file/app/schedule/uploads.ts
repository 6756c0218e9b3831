import { defineSchedule } from '#kernel';
import { sweepUploads } from '../../upload/sweep.ts';

const HOUR = 3_600_000;

/** Removes files that nobody will ask for; the spool is each node's own. */
export default defineSchedule((app) => ({
  every: HOUR,
  on: 'node',
  run: async () => void (await sweepUploads(app, Date.now())),
}));
