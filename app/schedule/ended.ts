import { defineSchedule } from '#kernel';
import { prune } from '../retention/prune.ts';

const HOUR = 3_600_000;

/** Removes what is not to be kept any longer, of all units. */
export default defineSchedule((app) => ({
  every: HOUR,
  on: 'cluster',
  run: () => prune(app, Date.now()),
}));
