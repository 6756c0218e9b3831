import assert from 'node:assert/strict';
import { Allowance } from '../../../app/account/allowance.ts';
import type { Counter } from '../../../engine/counter.ts';
import { MemoryCounter } from '../../../engine/memory/counter.ts';

const HOUR = 3_600_000;
const ANN = 1;

describe('Allowance', () => {
  const limit = { name: 'bytes', points: 3200, window: HOUR };
  let asked: number;
  let counter: Counter;

  beforeEach(() => {
    asked = 0;
    const memory = new MemoryCounter();
    counter = {
      use: (...use) => {
        asked += 1;
        return memory.use(...use);
      },
      reset: (...key) => memory.reset(...key),
    };
  });

  it('G08 asks the common counter once per share', async () => {
    const allowance = new Allowance({ counter, limit });
    for (let count = 0; count < 20; count += 1) assert.equal(await allowance.ask(ANN, 10), 0);
    assert.equal(asked, 2);
    assert.equal(allowance.spend(ANN, 1), false);
  });

  it('G08 lets nodes together have no more than there is', async () => {
    const nodes = [new Allowance({ counter, limit }), new Allowance({ counter, limit })];
    let spent = 0;
    for (let turn = 0; turn < 1000; turn += 1) if ((await nodes[turn % 2]!.ask(ANN, 10)) === 0) spent += 10;
    assert.equal(spent, 3200);
  });

  it('G08 refuses until the window ends, without asking each time', async () => {
    const allowance = new Allowance({ counter, limit });
    assert.equal(await allowance.ask(ANN, 3200), 0);
    for (let count = 0; count < 10; count += 1) {
      const wait = await allowance.ask(ANN, 1);
      assert.ok(wait > HOUR - 60_000 && wait <= HOUR, `${wait} ms`);
    }
    assert.equal(asked, 2);
    assert.equal(await allowance.ask(2, 10), 0);
  });

  it('G08 spends nothing of a window that is over', async () => {
    const allowance = new Allowance({ counter, limit });
    await allowance.ask(ANN, 1);
    assert.equal(allowance.spend(ANN, 1, Date.now() + HOUR), false);
    assert.equal(allowance.spend(ANN, 1), true);
  });
});
