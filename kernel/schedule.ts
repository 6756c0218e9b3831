import type { Application } from './application.ts';

/** Work that comes again by itself while the server runs. */
export interface Schedule {
  /** ms between two runs. */
  readonly every: number;
  /** `node`: each node runs it. `cluster`: one of all that share the database, whichever finds it due. */
  readonly on: 'node' | 'cluster';
  /** One run; never two at once on one node. One that rejects is logged, and comes again when it is due. */
  run(): Promise<void>;
}

/** Types the default export of `app/schedule/<name>.ts`; it is called once per start, so that what a run leaves for the next stands in it. */
export function defineSchedule(make: (app: Application) => Schedule): (app: Application) => Schedule {
  return make;
}
