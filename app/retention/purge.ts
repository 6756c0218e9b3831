import type { Application } from '#kernel';
import { countEnded, HANDOVERS, INVITATIONS, KEEP_REVOCATIONS, removeEnded, REVOCATIONS, SESSIONS, type Ended } from './ended.ts';
import { purgeFiles } from './files.ts';
import { purgeMessages } from './messages.ts';
import { purgeVisitors } from './visitors.ts';

/** One purge: of which application, by which time, and whether it only counts. */
export interface Purge {
  readonly app: Application;
  readonly now: number;
  readonly isDry: boolean;
  /** How long is kept, in ms; 0 is for good. */
  readonly keep: { readonly sessions: number; readonly visitors: number; readonly messages: number };
}

/** How many of each went, or would. */
export interface Purged {
  readonly revocations: number;
  /** Codes that take a session to another device. */
  readonly handovers: number;
  readonly invitations: number;
  readonly sessions: number;
  readonly visitors: number;
  readonly messages: number;
  readonly files: number;
}

/** Removes what is not to be kept any longer, in small steps beside servers that run. What was cut off is gone on with by the next. */
export async function purge(purging: Purge): Promise<Purged> {
  const { now, keep } = purging;
  return {
    revocations: await purgeEnded(purging, REVOCATIONS, now - KEEP_REVOCATIONS),
    handovers: await purgeEnded(purging, HANDOVERS, now),
    invitations: await purgeEnded(purging, INVITATIONS, now),
    sessions: keep.sessions > 0 ? await purgeEnded(purging, SESSIONS, now - keep.sessions) : 0,
    visitors: await purgeVisitors(purging),
    messages: await purgeMessages(purging),
    // Last: what the messages above showed is needed by nobody now.
    files: await purgeFiles(purging),
  };
}

function purgeEnded({ app: { sql }, isDry }: Purge, ended: Ended, before: number): Promise<number> {
  return isDry ? countEnded(sql, ended, before) : removeEnded(sql, ended, { before });
}
