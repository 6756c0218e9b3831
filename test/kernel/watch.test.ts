import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Watch } from '#kernel';
import { until } from '../support/wait.ts';

describe('kernel/watch', () => {
  it('runs again after a failure, one run at a time, until it is closed', async () => {
    const errors: unknown[] = [];
    let [runs, running, most] = [0, 0, 0];
    const task = async (): Promise<void> => {
      runs += 1;
      most = Math.max(most, (running += 1));
      await new Promise((resolve) => setTimeout(resolve, 5));
      running -= 1;
      if (runs === 2) throw new Error('once');
    };
    const watch = new Watch(1, task, (error) => errors.push(error));
    await until(() => runs >= 4);
    await watch.close();
    const done = runs;
    assert.deepEqual([most, running, errors.length], [1, 0, 1]);
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(runs, done);
  });
});
