import type { Application } from '#kernel';

/** How long is kept, in ms; 0 is for good. */
export interface Keep {
  readonly sessions: number;
  readonly visitors: number;
  readonly messages: number;
}

/** One purge: of which application, by which time, and whether it only counts. */
export interface Purge {
  readonly app: Application;
  readonly now: number;
  readonly isDry: boolean;
  readonly keep: Keep;
}
