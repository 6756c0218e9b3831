import { defineSchedule } from '#kernel';

/** Looks for messages that a node had noted for its followers, and that is gone. */
export default defineSchedule(({ config, chat }) => ({
  every: config.chat.follow.sweep,
  on: 'cluster',
  run: () => Promise.resolve(chat.followers.sweep()),
}));
