import { defineSchedule } from '#kernel';

/** Says in the log which words were masked most, once a day, on one node of all. */
export default defineSchedule((app) => ({
  every: 86_400_000,
  on: 'cluster',
  run: async () =>
    app.logger.info({ hits: await app.createAnonymousContext().service.wordlist.hits(10) }, 'the words that were masked most'),
}));
