import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Application, Unit } from '#kernel';
import { claimJob, findDue, insertJobs } from '../../../plugins/schedule/job-store.ts';
import { Jobs } from '../../../plugins/schedule/jobs.ts';
import { describeStores } from '../../support/matrix.ts';
import { until } from '../../support/wait.ts';
import { forget, noted, plan } from './unit/noted.ts';

const UNIT: Unit = { type: 'plugin', name: 'unit', path: path.join(import.meta.dirname, 'unit') };
const HOUR = 3_600_000;

/** A node of the suite, and what it tells. */
interface Node {
  readonly jobs: Jobs;
  readonly warnings: { job?: string; msg: string }[];
  readonly ends: string[];
  readonly unknown: () => Promise<number>;
}

describeStores('jobs', (store) => {
  // Its own jobs stand still: what is looked at here are nodes of our own on its store.
  const target = store.serve({ config: { schedule: { jobs: { look: HOUR, unknown: HOUR } } } });
  const open: Jobs[] = [];

  beforeEach(async () => {
    forget();
    await target.app.sql.execute('DELETE FROM job');
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((jobs) => jobs.close()));
  });

  async function node(units: readonly Unit[] = [UNIT], over: object = {}): Promise<Node> {
    const warnings: Node['warnings'] = [];
    const ends: string[] = [];
    let unknown = (): Promise<number> => Promise.resolve(0);
    const app = {
      units,
      sql: target.app.sql,
      config: { schedule: { jobs: { look: 10, atOnce: 4, pause: { first: 30, longest: 60 }, unknown: 10, ...over } } },
      logger: { warn: (fields: object, msg: string) => void warnings.push({ ...fields, msg }) },
      metrics: {
        counter: () => ({ inc: ({ job, end }: { job: string; end: string }) => void ends.push(`${job} ${end}`) }),
        gauge: (_: object, read: () => Promise<number>) => void (unknown = read),
      },
    } as unknown as Application;
    const jobs = new Jobs(app);
    await jobs.load();
    open.push(jobs);
    return { jobs, warnings, ends, unknown: () => unknown() };
  }

  const kept = (): Promise<object[]> => target.app.sql.query('SELECT name, due_at, tries FROM job');
  const nothingKept = (): Promise<unknown> => until(async () => (await kept()).length === 0);

  it('U13 runs what units add when it is due, once, with its data', async () => {
    const { jobs, ends } = await node();
    jobs.start();
    const at = Date.now() + 60;
    await jobs.add('noted', at, { text: 'later' });
    await jobs.add('noted', 0, { text: 'at once' });
    await nothingKept();
    assert.deepEqual(
      noted.map(({ text }) => text),
      ['at once', 'later'],
    );
    assert.ok(noted[1]!.time >= at);
    await until(() => ends.length === 2);
    assert.deepEqual(ends, ['noted done', 'noted done']);
  });

  it('U13 of several nodes one runs it, whoever added it', async () => {
    const nodes = await Promise.all([1, 2, 3].map(() => node()));
    const texts = Array.from({ length: 30 }, (_, index) => `job ${index}`);
    await nodes[0]!.jobs.addAll(
      'noted',
      texts.map((text) => ({ at: 0, data: { text } })),
    );
    for (const { jobs } of nodes) jobs.start();
    await nothingKept();
    assert.deepEqual(noted.map(({ text }) => text).toSorted(), texts.toSorted());
  });

  it('U13 of eight that claim one at once one gets it', async () => {
    const { sql } = target.app;
    const now = Date.now();
    await insertJobs(sql, [{ name: 'noted', key: undefined, data: '{}', at: now }], { dialect: sql.dialect, now });
    const [found] = await findDue(sql, ['noted'], { now, limit: 1 });
    const claims = await Promise.all(Array.from({ length: 8 }, () => claimJob(sql, found!, { now, lease: 1000 })));
    assert.equal(claims.filter((claim) => claim !== undefined).length, 1);
    assert.deepEqual(await findDue(sql, ['noted'], { now: now + 999, limit: 1 }), []);
    assert.equal((await findDue(sql, ['noted'], { now: now + 1000, limit: 1 })).length, 1, 'whoever had it died');
  });

  it('U13 one that fails is told and comes again with growing pauses; one that never ends fails by its deadline', async () => {
    const { jobs, warnings, ends } = await node();
    jobs.start();
    plan.push('fail', 'hang', 'done');
    await jobs.add('noted', 0, { text: 'stubborn' });
    await nothingKept();
    assert.equal(noted.length, 3);
    const [first, second, third] = noted.map(({ time }) => time) as [number, number, number];
    assert.ok(second - first >= 30, 'the first pause');
    assert.ok(third - second >= 100 + 60, 'the deadline and the longest pause');
    await until(() => ends.length === 3);
    assert.deepEqual(ends, ['noted failed', 'noted failed', 'noted done']);
    assert.deepEqual(
      warnings.map(({ job, msg }) => [job, msg]),
      [1, 2].map(() => ['noted', 'the job noted failed, and comes again']),
    );
  });

  it('U13 one that may be given up is, after its time', async () => {
    const { jobs, ends } = await node();
    jobs.start();
    await jobs.add('hopeless', 0, {});
    await until(() => ends.includes('hopeless given_up'));
    assert.ok(ends.length >= 2, 'it was tried again');
    await nothingKept();
  });

  it('U13 while one of its key waits another is not added; while it runs another is, and after a failure the later one stands', async () => {
    const { jobs } = await node();
    const add = (text: string, at = 0): Promise<void> => jobs.addAll('noted', [{ at, data: { text }, key: 'k' }]);
    for (const text of ['one', 'two']) await add(text);
    assert.equal((await kept()).length, 1);
    plan.push('hang');
    jobs.start();
    await until(() => noted.length === 1);
    await add('three', Date.now() + 500);
    assert.equal((await kept()).length, 2);
    await nothingKept();
    assert.deepEqual(
      noted.map(({ text }) => text),
      ['one', 'three'],
    );
    await assert.rejects(jobs.addAll('noted', [{ at: 0, data: { text: 'x' }, key: 'k'.repeat(191) }]), RangeError);
  });

  it('U13 one that belongs to a transaction is there with its commit only', async () => {
    const { jobs } = await node();
    const work = target.app.sql.transaction(async (tx) => {
      await jobs.addAll('noted', [{ at: 0, data: { text: 'never' } }], tx);
      throw new Error('rolled back');
    });
    await assert.rejects(work, /rolled back/);
    await target.app.sql.transaction((tx) => jobs.addAll('noted', [{ at: 0, data: { text: 'committed' } }], tx));
    jobs.start();
    await nothingKept();
    assert.deepEqual(
      noted.map(({ text }) => text),
      ['committed'],
    );
  });

  it('U13 one of no known unit waits, holds up no other, and is told once, in the log and to metrics', async () => {
    const { sql } = target.app;
    await insertJobs(sql, [{ name: 'gone', key: undefined, data: '{"text":"waits"}', at: 0 }], { dialect: sql.dialect, now: Date.now() });
    const { jobs, warnings, unknown } = await node([UNIT], { atOnce: 1 });
    jobs.start();
    await jobs.add('noted', 0, { text: 'goes on' });
    await until(() => noted.length === 1 && warnings.length > 0);
    await new Promise((resolve) => setTimeout(resolve, 60));
    assert.deepEqual(
      warnings.map(({ msg }) => msg),
      ['jobs gone wait: no unit has an app/job/ file of that name'],
    );
    assert.equal(await unknown(), 1);
    assert.deepEqual(
      (await kept()).map((row) => ({ ...row, due_at: 0 })),
      [{ name: 'gone', due_at: 0, tries: 0 }],
    );
  });

  it('U13 a clock that is put back holds up nothing for longer than it was meant to wait', async () => {
    const { sql } = target.app;
    const ahead = Date.now() + 5 * HOUR;
    const job = { name: 'noted', key: undefined };
    const later = { ...job, data: '{"text":"in an hour"}', at: ahead + HOUR };
    await insertJobs(sql, [{ ...job, data: '{"text":"now"}', at: ahead }, later], { dialect: sql.dialect, now: ahead });
    const { jobs } = await node();
    jobs.start();
    await until(() => noted.length === 1);
    assert.equal(noted[0]?.text, 'now');
    await until(async () => (await kept()).length === 1);
    const [left] = (await kept()) as [{ due_at: number }];
    assert.ok(Math.abs(left.due_at - Date.now() - HOUR) < 60_000);
  });

  it('U13 nothing begins behind the close, which waits for what is under way', async () => {
    const { jobs } = await node();
    jobs.start();
    plan.push('slow');
    await jobs.add('noted', 0, { text: 'under way' });
    await until(() => noted.length === 1);
    await jobs.close();
    assert.deepEqual(await kept(), []);
    await jobs.add('noted', 0, { text: 'behind' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.deepEqual([noted.length, (await kept()).length], [1, 1]);
  });

  for (const [text, problem] of [
    ['export default 5;', /odd\.mjs must export defineJob/],
    ['export default () => ({ run() {} });', /odd\.mjs must give deadline/],
    ['export default () => ({ deadline: 5 });', /must give deadline/],
    ['export default () => ({ deadline: 5, giveUp: 0, run() {} });', /must give deadline/],
  ] as const) {
    it(`U13 names the file of what is no job: ${text}`, async () => {
      await assert.rejects(node([unitOf('odd', text)]), { name: 'BootError', message: problem });
    });
  }

  it('U13 of two that bring one name the start stops, and the message names both files', async () => {
    const text = 'export default () => ({ deadline: 5, run() {} });';
    const twice = unitOf('noted', text);
    const message = new RegExp(`job noted is defined twice, by ${UNIT.path}.* and by ${twice.path}`);
    await assert.rejects(node([UNIT, twice]), { name: 'BootError', message });
  });
});

function unitOf(name: string, text: string): Unit {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-unit-'));
  after(() => fs.rmSync(folder, { recursive: true }));
  fs.mkdirSync(path.join(folder, 'app/job'), { recursive: true });
  fs.writeFileSync(path.join(folder, `app/job/${name}.mjs`), text);
  return { type: 'plugin', name: path.basename(folder), path: folder };
}
