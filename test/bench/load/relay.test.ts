import assert from 'node:assert/strict';
import { assertSound, relayLoad, type RelayPlan, type RelaySample } from '../../../bench/load/relay.ts';
import { startFakeFoyer, type Mischief } from '../../support/fake-foyer.ts';

const PLAN: Omit<RelayPlan, 'target'> = {
  pairs: 3,
  window: 4,
  rate: null,
  release: 'ack',
  ackEvery: 5,
  warm: 0.02,
  seconds: 0.1,
  settleWithin: 300,
};

async function load(mischief?: (n: number) => Mischief | undefined, plan: Partial<RelayPlan> = {}): Promise<RelaySample> {
  const target = await startFakeFoyer(mischief);
  try {
    return await relayLoad({ ...PLAN, ...plan, target });
  } finally {
    await target.stop();
  }
}

describe('bench/load/relay', () => {
  it('counts what arrives and what the server calls durable', async () => {
    const sample = await load();
    assertSound(sample);
    assert.ok(sample.sent > 50, `sent ${sample.sent}`);
    assert.ok(sample.rate > 0 && sample.p50 !== null && sample.ack50 !== null);
    assert.ok(sample.p50 <= (sample.p99 ?? 0));
  });

  it('frees a place when the receiver has the message', async () => {
    const sample = await load(undefined, { release: 'delivery' });
    assertSound(sample);
    assert.ok(sample.sent > 50, `sent ${sample.sent}`);
  });

  it('sends at a fixed rate', async () => {
    const sample = await load(undefined, { rate: 500, seconds: 0.5 });
    assertSound(sample);
    assert.ok(sample.rate > 400 && sample.rate < 600, `${sample.rate} per second`);
  });

  for (const [mischief, key] of [
    ['lose', 'lost'],
    ['double', 'duplicates'],
    ['delay', 'disordered'],
    ['refuse', 'refused'],
  ] as const) {
    it(`notices that the server does ${mischief}`, async () => {
      const sample = await load((n) => (n === 20 ? mischief : undefined), { pairs: 1 });
      assert.equal(sample[key], 1);
      assert.throws(() => assertSound(sample), /went wrong/);
    });
  }
});
