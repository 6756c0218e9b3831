import { setTimeout as sleep } from 'node:timers/promises';

const FROZEN = 2500;

/** Stops a process for a while, in ms, as a machine does that swaps or migrates: its connections stay open and nothing answers. */
export async function freeze(process: { pause(): void; resume(): void }, ms = FROZEN): Promise<void> {
  process.pause();
  await sleep(ms);
  process.resume();
}
