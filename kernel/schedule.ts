import type { Application } from './application.ts';

/** When work comes again: with a pause in between, or at times of the day. */
export type Pace = { readonly every: number } | { readonly cron: string; readonly timeZone?: string };

/** Work that comes again by itself while the server runs. */
export type Schedule = Pace & {
  /** `node`: each node runs it. `cluster`: one of all that share the database, whichever finds it due. */
  readonly on: 'node' | 'cluster';
  /** One run; never two at once on one node. One that rejects is logged, and comes again when it is due. */
  run(): Promise<void>;
};

/**
 * Types the default export of `app/schedule/<name>.ts`; it is called once per start, so that what a run leaves for the next stands in it. Undefined:
 * by the configuration it never comes.
 */
export function defineSchedule(make: (app: Application) => Schedule | undefined): (app: Application) => Schedule | undefined {
  return make;
}
