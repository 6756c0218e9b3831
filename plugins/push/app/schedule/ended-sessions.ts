import { defineSchedule } from '#kernel';

const HOUR = 3_600_000;

/** Forgets browsers that are signed out. */
export default defineSchedule((app) => ({
  every: HOUR,
  on: 'cluster',
  run: () => app.createAnonymousContext().service.push.prune(),
}));
