import assert from 'node:assert/strict';
import { until } from '../../support/wait.ts';
import type { Open } from './open.ts';

/** What every counter keeps to. */
export function counterContract(open: Open): void {
  const limit = { name: 'login', points: 3, window: 1000 };

  it('D07 allows so many uses, then refuses and says for how long', async () => {
    const { counter } = await open();
    for (let use = 1; use <= 3; use += 1) assert.equal((await counter.use(limit, 'ann')).allowed, true);
    const refused = await counter.use(limit, 'ann');
    assert.equal(refused.allowed, false);
    assert.ok(refused.retryAfter > 0 && refused.retryAfter <= 1000, `retryAfter ${refused.retryAfter}`);
  });

  it('D07 a refused try does not restart the window', async () => {
    const { counter } = await open();
    const start = Date.now();
    for (let use = 1; use <= 3; use += 1) await counter.use(limit, 'ann');
    let tries = 0;
    await until(async () => (tries += 1) && (await counter.use(limit, 'ann')).allowed, { within: 1900 });
    assert.ok(tries > 10, `${tries} tries`);
    assert.ok(Date.now() - start < 1900);
  });

  it('counts each key and each limit for itself', async () => {
    const { counter } = await open();
    const other = { name: 'register', points: 1, window: 1000 };
    for (let use = 1; use <= 4; use += 1) await counter.use(limit, 'ann');
    assert.equal((await counter.use(limit, 'ben')).allowed, true);
    assert.equal((await counter.use(other, 'ann')).allowed, true);
    assert.equal((await counter.use(other, 'ann')).allowed, false);
  });

  it('never allows more under parallel use', async () => {
    const { counter } = await open();
    const states = await Promise.all(Array.from({ length: 50 }, () => counter.use(limit, 'ann')));
    assert.equal(states.filter(({ allowed }) => allowed).length, 3);
  });

  it('G08 takes as many points as a use costs, and refuses what costs more than is left', async () => {
    const { counter } = await open();
    assert.equal((await counter.use(limit, 'ann', 2)).allowed, true);
    assert.equal((await counter.use(limit, 'ann', 2)).allowed, false);
    assert.equal((await counter.use(limit, 'ben', 3)).allowed, true);
    assert.equal((await counter.use(limit, 'ben')).allowed, false);
  });

  it('reset forgets a key', async () => {
    const { counter } = await open();
    for (let use = 1; use <= 4; use += 1) await counter.use(limit, 'ann');
    await counter.reset(limit, 'ann');
    assert.equal((await counter.use(limit, 'ann')).allowed, true);
  });

  it('rounds a window below a second up, so that it does end', async () => {
    const { counter } = await open();
    const short = { name: 'frame', points: 1, window: 100 };
    await counter.use(short, 'ann');
    await until(async () => (await counter.use(short, 'ann')).allowed, { within: 1900 });
  });
}
