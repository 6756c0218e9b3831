import assert from 'node:assert/strict';
import { storeAndDrain, type DrainSample } from '../../../bench/load/store.ts';
import { startFakeFoyer, type Mischief } from '../../support/fake-foyer.ts';

const COUNT = 500;

async function drain(mischief?: (n: number) => Mischief | undefined): Promise<DrainSample> {
  const target = await startFakeFoyer(mischief);
  try {
    const [from, to] = await target.users(2);
    assert.ok(from && to);
    const { store, drain } = await storeAndDrain({ target, from, to, count: COUNT, window: 16, ackEvery: 10, stalled: 200 });
    assert.ok(store.rate > 0 && store.p50 !== null);
    return drain;
  } finally {
    await target.stop();
  }
}

describe('bench/load/store', () => {
  it('takes all that was stored, in order', async () => {
    const { lost, duplicates, disordered, rate } = await drain();
    assert.deepEqual({ lost, duplicates, disordered }, { lost: 0, duplicates: 0, disordered: 0 });
    assert.ok(rate > 0);
  });

  it('notices what is missing, doubled and out of order', async () => {
    const mischiefs = new Map<number, Mischief>([
      [10, 'lose'],
      [20, 'double'],
      [30, 'delay'],
    ]);
    const { lost, duplicates, disordered } = await drain((n) => mischiefs.get(n));
    assert.deepEqual({ lost, duplicates, disordered }, { lost: 1, duplicates: 1, disordered: 1 });
  });

  it('stops when a message is refused', async () => {
    await assert.rejects(
      drain((n) => (n === 30 ? 'refuse' : undefined)),
      /1 refused/,
    );
  });
});
