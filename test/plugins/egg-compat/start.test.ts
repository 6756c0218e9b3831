import assert from 'node:assert/strict';
import { Start } from '../../../plugins/egg-compat/start.ts';

describe('plugins/egg-compat/start', () => {
  it('begins at once what the start waits for, and waits for what comes of it', async () => {
    const start = new Start(5000);
    const done: string[] = [];
    start.before(async () => {
      done.push('first');
      start.before(() => done.push('second'));
    });
    const end = start.barrier();
    await Promise.resolve();
    assert.deepEqual(done, ['first'], 'a plugin may wait for an event that comes soon');
    const settled = start.settle().then(() => done.push('settled'));
    end();
    await settled;
    assert.deepEqual(done, ['first', 'second', 'settled']);
  });

  it('names the plugin that failed, or that never comes', async () => {
    const failing = new Start(5000);
    failing.owner = 'plugin redis of Egg';
    failing.before(() => Promise.reject(new Error('no connection')));
    await assert.rejects(failing.settle(), { name: 'BootError', message: 'plugin redis of Egg failed in its start: no connection' });
    const endless = new Start(1);
    endless.owner = 'plugin io of Egg';
    endless.barrier();
    await assert.rejects(endless.settle(), /^BootError: plugin io of Egg failed in its start: what it waits for has not come within 1 ms$/);
    const told = new Start(5000);
    told.barrier()(new Error('refused'));
    await assert.rejects(told.settle(), /failed in its start: refused/);
  });
});
