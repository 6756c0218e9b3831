import type { Application } from '#kernel';

/** One purge: of which application, by which time, and whether it only counts. */
export interface Purge {
  readonly app: Application;
  readonly now: number;
  readonly isDry: boolean;
  /** How long is kept, in ms; 0 is for good. */
  readonly keep: { readonly sessions: number; readonly visitors: number; readonly messages: number };
}
