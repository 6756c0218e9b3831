import assert from 'node:assert/strict';
import { assertFannedOut, fanoutLoad, type FanoutPlan, type FanoutSample } from '../../../bench/load/fanout.ts';
import type { Target } from '../../../bench/target/target.ts';
import { startFakeFoyer, type Mischief } from '../../support/fake-foyer.ts';

const MEMBERS = 60; // more than are connected at once
const PLAN: Omit<FanoutPlan, 'target'> = { members: MEMBERS, window: 4, ackEvery: 5, warm: 0.02, seconds: 0.2, settleWithin: 300 };

async function load(
  mischief?: (n: number) => Mischief | undefined,
  over: (target: Target) => Partial<Target> = () => ({}),
): Promise<FanoutSample> {
  const target = await startFakeFoyer(mischief);
  try {
    return await fanoutLoad({ ...PLAN, target: { ...target, ...over(target) } });
  } finally {
    await target.stop();
  }
}

describe('bench/load/fanout', () => {
  it('counts what each member gets, and when the last one has it', async () => {
    const sample = await load();
    assertFannedOut(sample);
    assert.ok(sample.sent > 8, `sent ${sample.sent}`);
    assert.ok(sample.rate > MEMBERS, `${sample.rate} deliveries per second`);
    const { p50, full50, full99, ack50 } = sample;
    assert.ok(p50 !== null && full50 !== null && full99 !== null && ack50 !== null);
    assert.ok(p50 <= full99 && full50 <= full99);
  });

  it('measures the frames, and throws when one is larger than a message has to be', async () => {
    const sample = await load();
    assert.ok(sample.bytes > 100 && sample.bytes <= sample.largest, `${sample.bytes} and ${sample.largest} bytes`);
    assert.throws(() => assertFannedOut({ ...sample, largest: 4000 }), /4000 bytes/);
  });

  it('throws when more was stored than sent', async () => {
    let messages = 0;
    const sample = await load(undefined, () => ({ sql: () => Promise.resolve({ statements: 1, messages: (messages += 100_000) }) }));
    assert.throws(() => assertFannedOut(sample), /messages were sent and \d+ stored/);
    assertFannedOut({ ...sample, stored: sample.sent });
  });

  for (const [mischief, key] of [
    ['lose', 'lost'],
    ['double', 'duplicates'],
    ['delay', 'disordered'],
    ['refuse', 'refused'],
  ] as const) {
    it(`notices that the server does ${mischief} to one member`, async () => {
      const sample = await load((n) => (n === 6 ? mischief : undefined));
      assert.equal(sample[key], 1);
      assert.throws(() => assertFannedOut(sample), /went wrong/);
    });
  }

  it('sends no more while a member lacks a message', async () => {
    const { sent, lost } = await load((n) => (n <= PLAN.window ? 'lose' : undefined));
    assert.deepEqual([sent, lost], [PLAN.window, PLAN.window]);
  });
});
