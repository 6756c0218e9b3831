import { reasonOf } from '#kernel';
import { tryStore } from '../messaging/journal/trial.ts';
import type { Check } from './check.ts';

/** What a send needs of the stores, as `/healthz` tries it. */
export const writes: readonly Check[] = [
  {
    rule: 'the database takes what is written',
    look: ({ sql }) => found(() => tryStore(sql)),
  },
  {
    rule: 'mailboxes take what is written, in Redis where there is one',
    look: ({ engine }) => health(engine),
  },
];

async function health(part: { health(): Promise<{ readonly ok: boolean; readonly reason?: string }> }): Promise<string[]> {
  const { ok, reason } = await part.health();
  return ok ? [] : [reason ?? 'it does not'];
}

async function found(work: () => Promise<unknown>): Promise<string[]> {
  try {
    await work();
    return [];
  } catch (error) {
    return [reasonOf(error)];
  }
}
