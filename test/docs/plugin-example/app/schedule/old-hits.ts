import { defineSchedule } from '#kernel';

/** Forgets old hits, once an hour on one node of all. */
export default defineSchedule((app) => ({
  every: 3_600_000,
  on: 'cluster',
  run: () => app.createAnonymousContext().service.wordlist.forgetOld(),
}));
