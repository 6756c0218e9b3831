import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Application, Unit } from '#kernel';
import { takeTurn } from '../../../plugins/schedule/due.ts';
import { Scheduler } from '../../../plugins/schedule/scheduler.ts';
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
    assert.deepEqual(
      new Set(target.app.scheduler.names),
      new Set(['endedSessions', 'closings', 'ended', 'followers', 'silentVisitors', 'uploads']),
    );
  });

  it('U13 gives a turn to one of many nodes, when it is due', async () => {
    const turn = { name: 'turn', every: EVERY, now: 10_000 };
    const take = (now: number, every = EVERY): Promise<boolean> => takeTurn(target.app.sql, { ...turn, every, now });
    assert.deepEqual([await take(10_001), await take(10_000)], [false, false]);
    assert.equal(await take(11_000), false);
    const taken = await Promise.all(Array.from({ length: 8 }, () => take(11_001)));
    assert.equal(taken.filter(Boolean).length, 1);
    assert.deepEqual([await take(12_000), await take(12_001)], [false, true]);
    assert.equal(await take(12_000), false, 'it was taken by a clock that is ahead');
    assert.equal(await take(12_002, 100), true, 'it comes more often now');
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
  ] as const) {
    it(`U13 names the file of what is no schedule: ${text}`, async () => {
      const unit = unitOf(text);
      await assert.rejects(nodeWith(unit).scheduler.load(), { name: 'BootError', message: problem });
      fs.rmSync(unit.path, { recursive: true });
    });
  }
});
