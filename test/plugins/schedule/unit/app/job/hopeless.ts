import { defineJob } from '#kernel';

/** Fails for good. */
export default defineJob<object>(() => ({
  deadline: 100,
  giveUp: 20,
  run: () => Promise.reject(new Error('never')),
}));
