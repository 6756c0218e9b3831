import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Application, Unit } from '#kernel';
import { takeTurn } from '../../../plugins/schedule/due.ts';
import { Scheduler } from '../../../plugins/schedule/scheduler.ts';
import { timesOf } from '../../../plugins/schedule/times.ts';
import { Clock } from '../../support/clock.ts';
import { hasUnit } from '../../support/has-unit.ts';
import { describeStores } from '../../support/matrix.ts';
import { until } from '../../support/wait.ts';
import { runs } from './unit/ran.ts';

const UNIT: Unit = { type: 'plugin', name: 'unit', path: path.join(import.meta.dirname, 'unit') };
const EVERY = 1000;

describeStores('schedules', (store) => {
  const target = store.serve();

  /** A node on the store of the suite that runs what a unit brings; `warnings` is what it logs. */
  function nodeWith(unit: Unit): { scheduler: Scheduler; warnings: object[] } {
    const warnings: object[] = [];
    const { sql } = target.app;
    const logger = { warn: (fields: object) => warnings.push(fields) };
    const app = { units: [unit], sql, config: { schedule: { look: 5 } }, logger } as unknown as Application;
    return { scheduler: new Scheduler(app), warnings };
  }

  function unitOf(text: string): Unit {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-unit-'));
    fs.mkdirSync(path.join(folder, 'app/schedule'), { recursive: true });
    fs.writeFileSync(path.join(folder, 'app/schedule/odd.mjs'), text);
    return { type: 'plugin', name: 'odd', path: folder };
  }

  it('U13 runs what the units bring: the sweeps of the app and of push', () => {
    const names = new Set(target.app.scheduler.names);
    for (const name of ['closings', 'ended', 'followers', 'silentVisitors']) assert.ok(names.has(name), name);
    assert.equal(names.has('endedSessions'), hasUnit('push'));
  });

  it('U13 gives a turn to one of many nodes, when it is due', async () => {
    const take = (now: number, every = EVERY): Promise<boolean> =>
      takeTurn(target.app.sql, { name: 'turn', times: timesOf({ every }), now });
    assert.deepEqual([await take(10_001), await take(10_000)], [false, false]);
    assert.equal(await take(11_000), false);
    const taken = await Promise.all(Array.from({ length: 8 }, () => take(11_001)));
    assert.equal(taken.filter(Boolean).length, 1);
    assert.deepEqual([await take(12_000), await take(12_001)], [false, true]);
    assert.equal(await take(12_000), false, 'it was taken by a clock that is ahead');
    assert.equal(await take(12_002, 100), true, 'it comes more often now');
  });

  it('U13 gives a turn at a time of day to one of many nodes, and makes up for what passed, once', async () => {
    const [hour, day] = [3_600_000, 86_400_000];
    const at = (cron: string, now: number): Promise<boolean> =>
      takeTurn(target.app.sql, { name: 'nightly', times: timesOf({ cron }), now });
    const nightly = (now: number): Promise<boolean> => at('0 4 * * *', now);
    assert.deepEqual([await nightly(0), await nightly(4 * hour - 1)], [false, false], 'none is due before its time');
    const taken = await Promise.all(Array.from({ length: 8 }, () => nightly(4 * hour)));
    assert.equal(taken.filter(Boolean).length, 1);
    assert.equal(await nightly(4 * hour - 1), false, 'it was taken by a clock that is ahead');
    assert.deepEqual([await nightly(5 * day), await nightly(5 * day)], [true, false], 'four nights passed');
    assert.deepEqual(
      [await at('0 6 * * *', 6 * day), await at('0 6 * * *', 6 * day + 4 * hour)],
      [false, false],
      'the old time is none any more',
    );
    assert.equal(await at('0 6 * * *', 6 * day + 6 * hour), true);
    assert.deepEqual([await at('0 6 * * *', 2 * day), await at('0 6 * * *', 2 * day + 6 * hour)], [false, true], 'the clock was put back');
  });

  it('U13 runs at a time of day on every node', async () => {
    const clock = new Clock();
    const nightly = `export default () => ({ cron: '0 4 * * *', on: 'node', run: async () => void (globalThis.nights += 1) })`;
    const { scheduler } = nodeWith(unitOf(nightly));
    Reflect.set(globalThis, 'nights', 0);
    const nights = (): number => Reflect.get(globalThis, 'nights') as number;
    try {
      await scheduler.load();
      scheduler.start();
      clock.advance(86_400_000);
      await until(() => nights() === 1);
      clock.advance(2 * 86_400_000);
      await until(() => nights() === 2);
    } finally {
      clock.reset();
      await scheduler.close();
    }
  });

  it('U13 has none where the configuration wants none', async () => {
    const { scheduler } = nodeWith(unitOf('export default () => undefined;'));
    await scheduler.load();
    assert.deepEqual(scheduler.names, []);
  });

  it('U13 runs what no folder has, beside what the units bring', async () => {
    const { scheduler } = nodeWith(UNIT);
    let added = 0;
    scheduler.add('clock', 'clock.js', { every: 1, on: 'node', run: async () => void (added += 1) });
    await scheduler.load();
    assert.ok(scheduler.names.includes('clock') && scheduler.names.length > 1);
    scheduler.start();
    await until(() => added > 1);
    await scheduler.close();
  });

  it('U13 runs on every node, or on one of all; what fails is logged and comes again', async () => {
    const nodes = [nodeWith(UNIT), nodeWith(UNIT)];
    runs.length = 0;
    const startedAt = Date.now();
    for (const { scheduler } of nodes) {
      await scheduler.load();
      scheduler.start();
    }
    const of = (name: string) => runs.filter((run) => run.name === name);
    await until(() => of('shared').length >= 4 && of('own').length > 30);
    await Promise.all(nodes.map(({ scheduler }) => scheduler.close()));
    const turns = (Date.now() - startedAt) / 200;
    assert.ok(of('shared').length <= turns + 1, `one of all, not both: ${of('shared').length} in ${turns} turns`);
    const warned = nodes.flatMap(({ warnings }) => warnings).map((fields) => Reflect.get(fields, 'schedule') as string);
    assert.deepEqual(new Set(warned), new Set(['own', 'shared']));
    const { length } = runs;
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(runs.length, length, 'nothing begins behind the close');
  });

  for (const [text, problem] of [
    ['export default 5;', /odd\.mjs must export defineSchedule/],
    ['export default () => 5;', /odd\.mjs must give every/],
    [`export default () => ({ every: 0, on: 'node', run() {} });`, /must give every/],
    [`export default () => ({ every: 5, on: 'moon', run() {} });`, /must give every/],
    [`export default () => ({ every: 5, on: 'node' });`, /must give every/],
    [`export default () => ({ every: 5, cron: '* * * * *', on: 'node', run() {} });`, /must give every/],
    [`export default () => ({ cron: '* * * *', on: 'node', run() {} });`, /odd\.mjs gives cron '\* \* \* \*' in the time zone UTC: /],
    [`export default () => ({ cron: '61 * * * *', on: 'node', run() {} });`, /odd\.mjs gives cron '61 \* \* \* \*'/],
    [`export default () => ({ cron: '0 0 30 2 *', on: 'node', run() {} });`, /it never comes/],
    [`export default () => ({ cron: '2027-01-01T00:00:00', on: 'node', run() {} });`, /written as in 30 4/],
    [
      `export default () => ({ cron: '* * * * *', timeZone: 'Mars/Olympus', on: 'node', run() {} });`,
      /odd\.mjs gives cron .* in the time zone Mars\/Olympus: /,
    ],
  ] as const) {
    it(`U13 names the file of what is no schedule: ${text}`, async () => {
      const unit = unitOf(text);
      await assert.rejects(nodeWith(unit).scheduler.load(), { name: 'BootError', message: problem });
      fs.rmSync(unit.path, { recursive: true });
    });
  }
});
