import { extendApplication } from '#kernel';
import { Jobs } from '../../jobs.ts';
import { Scheduler } from '../../scheduler.ts';

const schedulers = new WeakMap<object, Scheduler>();
const jobs = new WeakMap<object, Jobs>();

/** What the schedule plugin adds to the application. */
export default extendApplication({
  /** Runs what comes again by itself. */
  get scheduler(): Scheduler {
    let scheduler = schedulers.get(this);
    if (!scheduler) schedulers.set(this, (scheduler = new Scheduler(this)));
    return scheduler;
  },

  /** Work that is put off, and done surely. */
  get jobs(): Jobs {
    let own = jobs.get(this);
    if (!own) jobs.set(this, (own = new Jobs(this)));
    return own;
  },
});
