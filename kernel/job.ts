import type { Application } from './application.ts';

/** Work that is put off, and done surely: at least once, by one node at a time. */
export interface Job<Data> {
  /** ms that a run may take; one that takes longer counts as failed, and comes again. */
  readonly deadline: number;
  /** ms after which one that still fails is given up; absent: never. */
  readonly giveUp?: number;
  /** Does it. It may have been done before, whole or in part. What it throws is logged, and it comes again after a pause that grows. */
  run(data: Data): Promise<void>;
}

/** Types the default export of `app/job/<name>.ts`; it is called once per start. The unit adds the name and its data to `JobData`. */
export function defineJob<Data>(make: (app: Application) => Job<Data>): (app: Application) => Job<Data> {
  return make;
}
