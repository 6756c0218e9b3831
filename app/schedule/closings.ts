import { defineSchedule } from '#kernel';

/** Ends what another process left of closed accounts and banned groups; each is claimed, so that all nodes look. */
export default defineSchedule((app) => ({
  every: app.config.closing.interval,
  on: 'node',
  run: () => app.createAnonymousContext().service.closing.finishDue(),
}));
