import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Child } from '../support/child.ts';
import { sharedMariadb } from '../support/mariadb.ts';
import { RedisServer } from '../support/redis.ts';
import { until } from '../support/wait.ts';

const SERVE = ['--import', 'tsx', '--conditions=foyer-source', 'test/fault/jobs/serve.ts'];
const START_WITHIN = 40_000;

describe('fault: jobs', function () {
  this.timeout(180_000);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-jobs-'));
  const file = path.join(folder, 'told');
  const children: Child[] = [];

  beforeEach(() => fs.rmSync(file, { force: true }));
  afterEach(async () => {
    for (const child of children.splice(0)) if (child.isRunning) await child.kill9();
  });
  after(() => fs.rmSync(folder, { recursive: true, force: true }));

  /** A process that serves, and has added a job where it was told one. */
  async function serve(stores: readonly string[], added?: object): Promise<Child> {
    const args = [...SERVE, folder, ...stores, added === undefined ? '' : JSON.stringify(added)];
    const child = Child.start(process.execPath, args, { env: { NODE_ENV: 'test' } });
    children.push(child);
    await until(() => child.output.includes('added') || !child.isRunning, { within: START_WITHIN, message: 'the server' });
    assert.ok(child.isRunning, child.output);
    return child;
  }

  const told = (): string[] => (fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trimEnd().split('\n') : []);

  it('U13 kill -9 between add and run: another start runs it, once', async () => {
    const at = Date.now() + 30_000;
    const first = await serve(['', ''], { at, file, text: 'put off', isSlow: false });
    await first.kill9();
    assert.deepEqual(told(), []);
    await serve(['', '']);
    await until(() => told().length > 0, { within: 60_000, message: 'the run' });
    assert.ok(Date.now() >= at);
    await until(() => told().includes('done put off'));
    assert.deepEqual(told(), ['began put off', 'done put off']);
  });

  it('U13 kill -9 within a run: of the two nodes left one begins it anew', async () => {
    const redis = await RedisServer.start();
    try {
      const stores = [await (await sharedMariadb()).createDatabase(), redis.url];
      const first = await serve(stores, { at: 0, file, text: 'cut off', isSlow: true });
      await until(() => told().length > 0, { within: 20_000, message: 'the first run' });
      await first.kill9();
      await Promise.all([serve(stores), serve(stores)]);
      await until(() => told().includes('done cut off'), { within: 60_000, message: 'the second run' });
      await new Promise((resolve) => setTimeout(resolve, 1000));
      assert.deepEqual(told(), ['began cut off', 'began cut off', 'done cut off']);
      for (const child of children.splice(0)) if (child.isRunning) await child.kill9();
    } finally {
      await redis.stop();
    }
  });
});
