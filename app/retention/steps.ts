import { setTimeout as sleep } from 'node:timers/promises';

/** How far a work goes on. */
export interface StepLimits {
  /** What a step does at most: one that does less was the last. */
  readonly full: number;
  /** Steps at most; by default as many as there are. */
  readonly most?: number;
}

/** Does a work in steps and returns how much they did together. Between two of them the store has as much time for others as a step took. */
export async function inSteps(step: () => Promise<number>, { full, most = Infinity }: StepLimits): Promise<number> {
  for (let [done, steps] = [0, 1]; ; steps += 1) {
    const began = performance.now();
    const count = await step();
    done += count;
    if (count < full || steps >= most) return done;
    await sleep(performance.now() - began);
  }
}
