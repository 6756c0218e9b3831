import { extendApplication, onceFor, type Application } from '#kernel';
import { Jobs } from '../../jobs.ts';
import { Scheduler } from '../../scheduler.ts';

const schedulerOf = onceFor((app: Application) => new Scheduler(app));
const jobsOf = onceFor((app: Application) => new Jobs(app));

/** What the schedule plugin adds to the application. */
export default extendApplication({
  /** Runs what comes again by itself. */
  get scheduler(): Scheduler {
    return schedulerOf(this);
  },

  /** Work that is put off, and done surely. */
  get jobs(): Jobs {
    return jobsOf(this);
  },
});
