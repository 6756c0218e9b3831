import assert from 'node:assert/strict';
import { Gate } from '../../../app/account/gate.ts';

/** A task that ends when told. */
function task(): { run: () => Promise<string>; finish: () => void; isStarted: () => boolean } {
  const finish: (() => void)[] = [];
  const promise = new Promise<string>((resolve) => {
    finish.push(() => resolve('done'));
  });
  let started = false;
  return {
    run: () => {
      started = true;
      return promise;
    },
    finish: () => finish[0]?.(),
    isStarted: () => started,
  };
}

describe('Gate', () => {
  it('runs as many tasks as it has places, and the next when one ends', async () => {
    const gate = new Gate({ parallel: 2, waiting: 2 });
    const tasks = [task(), task(), task()];
    const results = tasks.map(({ run }) => gate.run(run));
    await Promise.resolve();
    assert.deepEqual(
      tasks.map(({ isStarted }) => isStarted()),
      [true, true, false],
    );
    tasks[0]?.finish();
    await results[0];
    await new Promise(setImmediate);
    assert.equal(tasks[2]?.isStarted(), true);
    for (const { finish } of tasks) finish();
    assert.deepEqual(await Promise.all(results), ['done', 'done', 'done']);
  });

  it('D02 refuses with unavailable when too many wait, and takes the next again afterwards', async () => {
    const gate = new Gate({ parallel: 1, waiting: 1 });
    const [first, second] = [task(), task()];
    const running = [gate.run(first.run), gate.run(second.run)];
    await assert.rejects(gate.run(task().run), { code: 'unavailable', status: 503, retryAfter: 1 });
    first.finish();
    second.finish();
    await Promise.all(running);
    assert.equal(await gate.run(() => Promise.resolve(1)), 1);
  });

  it('gives the place of a failed task to the next', async () => {
    const gate = new Gate({ parallel: 1, waiting: 1 });
    const failed = gate.run(() => Promise.reject(new Error('no')));
    const next = gate.run(() => Promise.resolve('yes'));
    await assert.rejects(failed, /no/);
    assert.equal(await next, 'yes');
  });
});
