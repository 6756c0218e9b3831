import { defineJob } from '#kernel';
import type { MissedPush } from '../../push.ts';

const HOUR = 3_600_000;

/** Tells a browser again whose push service was busy or away; later than that nobody cares. */
export default defineJob<MissedPush>((app) => ({
  deadline: 2 * app.config.push.timeout,
  giveUp: HOUR,
  run: (data) => app.push.again(data),
}));
