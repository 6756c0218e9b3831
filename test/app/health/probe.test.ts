import assert from 'node:assert/strict';
import { Probe, type PartHealth } from '../../../app/health/probe.ts';

describe('Probe', () => {
  let asked: number;
  let told: PartHealth[];
  let answer: () => Promise<PartHealth>;

  beforeEach(() => {
    [asked, told] = [0, []];
    answer = () => Promise.resolve({ ok: true });
  });

  const probe = (over: { timeout?: number; fresh?: number } = {}): Probe =>
    new Probe({
      timeout: 60_000,
      fresh: 0,
      onChange: (health) => told.push(health),
      ...over,
      ask: () => {
        asked += 1;
        return answer();
      },
    });

  it('G79 tries the part once for all who ask within a while', async () => {
    const part = probe({ fresh: 60_000 });
    assert.deepEqual(await Promise.all([part.state(), part.state()]), ['ok', 'ok']);
    assert.equal(await part.state(), 'ok');
    assert.equal(asked, 1);
  });

  it('G79 tells when it changes, once', async () => {
    const part = probe();
    answer = () => Promise.reject(new Error('full'));
    assert.deepEqual([await part.state(), await part.state()], ['down', 'down']);
    answer = () => Promise.resolve({ ok: true });
    assert.deepEqual([await part.state(), await part.state()], ['ok', 'ok']);
    assert.deepEqual(told, [{ ok: false, reason: 'full' }, { ok: true }]);
  });

  it('G79 takes a part that hangs as down, and tries it no second time meanwhile', async () => {
    const part = probe({ timeout: 5 });
    let settle: (health: PartHealth) => void = () => assert.fail('nobody asked');
    answer = () => new Promise((resolve) => (settle = resolve));
    assert.deepEqual([await part.state(), await part.state()], ['down', 'down']);
    assert.equal(asked, 1);
    settle({ ok: true });
    assert.equal(await part.state(), 'ok');
  });
});
