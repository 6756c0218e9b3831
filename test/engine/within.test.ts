import assert from 'node:assert/strict';
import { within } from '../../engine/within.ts';

describe('within', () => {
  const late = (): Error => new RangeError('late');

  it('gives what the work comes to in time, and leaves no timer behind', async () => {
    await Promise.resolve(); // the runner has its own by now
    const before = timers();
    assert.equal(await within(60_000, Promise.resolve(7), late), 7);
    await assert.rejects(within(60_000, Promise.reject(new TypeError('broken')), late), TypeError);
    assert.equal(timers(), before);
  });

  it('rejects with what it is told to once the time is over, and drops a later failure', async () => {
    let fail: ((error: Error) => void) | undefined;
    const work = new Promise<never>((_, reject) => (fail = reject));
    await assert.rejects(within(5, work, late), RangeError);
    fail?.(new Error('nobody waits for it'));
  });
});

function timers(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
}
