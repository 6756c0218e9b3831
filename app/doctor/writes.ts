import { reasonOf } from '#kernel';
import { tryStore } from '../messaging/journal/trial.ts';
import { healthOf, type Check } from './check.ts';

/** What a send needs of the stores, as `/healthz` tries it. */
export const writes: readonly Check[] = [
  {
    rule: 'the database takes what is written',
    look: ({ sql }) => found(() => tryStore(sql)),
  },
  {
    rule: 'mailboxes take what is written, in Redis where there is one',
    look: ({ engine }) => healthOf(engine),
  },
];

async function found(work: () => Promise<unknown>): Promise<string[]> {
  try {
    await work();
    return [];
  } catch (error) {
    return [reasonOf(error)];
  }
}
