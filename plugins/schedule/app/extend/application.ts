import { extendApplication } from '#kernel';
import { Scheduler } from '../../scheduler.ts';

const schedulers = new WeakMap<object, Scheduler>();

/** What the schedule plugin adds to the application. */
export default extendApplication({
  /** Runs what comes again by itself. */
  get scheduler(): Scheduler {
    let scheduler = schedulers.get(this);
    if (!scheduler) schedulers.set(this, (scheduler = new Scheduler(this)));
    return scheduler;
  },
});
