import { defineSchedule } from '#kernel';
import { prune } from '../gateway/prune.ts';

const HOUR = 3_600_000;

/** Removes old sessions, spent codes and read revocations. */
export default defineSchedule(({ sql, config }) => ({
  every: HOUR,
  on: 'cluster',
  run: () => prune(sql, { now: Date.now(), ...config.retention }),
}));
