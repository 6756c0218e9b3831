import assert from 'node:assert/strict';
import { closeAll, load, ready, serve } from './support.ts';

async function get(path: string): Promise<string> {
  const app = await ready('controller');
  return (await fetch((await serve(app)) + path)).text();
}

describe('kernel/controller', () => {
  afterEach(closeAll);

  it('gives each request an instance of its own', async () => {
    const app = await ready('controller');
    const url = `${await serve(app)}/login`;
    assert.equal(await (await fetch(url)).text(), 'call 1 of true');
    assert.equal(await (await fetch(url)).text(), 'call 1 of true');
  });

  it('has inherited methods as actions, with the methods of the child', async () => {
    assert.equal(await get('/shared'), 'shared by account');
    assert.equal(await get('/overridden'), 'account');
  });

  it('takes controllers of plugins, and plain objects of functions', async () => {
    assert.equal(await get('/ping'), 'pong');
    const app = await ready('controller');
    assert.deepEqual(Object.keys((app.controller as unknown as { plain: object }).plain), ['ping']);
  });

  it('names both files of one name', async () => {
    const files =
      /controller twin is defined twice, by .*extra\/app\/controller\/twin\.js and by .*clash-controller\/app\/controller\/twin\.js: rename/;
    await assert.rejects((await load('clash-controller')).ready(), files);
  });

  it('names a file that exports no controller', async () => {
    await assert.rejects((await load('broken/controller')).ready(), /app\/controller\/bad\.js must export a controller class/);
  });
});
