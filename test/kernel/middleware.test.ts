import assert from 'node:assert/strict';
import { closeAll, load, ready, serve } from './support.ts';

/** Which middleware a request passed, with the given options for `second` and `third`. */
async function passed(path: string, config: object = {}): Promise<string | null> {
  const app = await ready('middleware', { config });
  const response = await fetch((await serve(app)) + path);
  return response.headers.get('x-passed');
}

describe('kernel/middleware', () => {
  afterEach(closeAll);

  it("runs the plugins' first, then the configured ones in order, with their options", async () => {
    assert.equal(await passed('/other'), 'first, second(configured), third');
  });

  it('gives a route step the options of the route', async () => {
    assert.equal(await passed('/step'), 'first, second(configured), third, second(at the route)');
  });

  it('leaves out what is not enabled', async () => {
    assert.equal(await passed('/other', { second: { enable: false } }), 'first, third');
  });

  it('matches whole path segments', async () => {
    const only = { second: { match: '/ws' } };
    assert.match((await passed('/ws', only)) ?? '', /second/);
    assert.match((await passed('/ws/deep', only)) ?? '', /second/);
    assert.equal(await passed('/wsx', only), 'first, third');
  });

  it('ignores whole path segments, expressions and what a function says', async () => {
    assert.equal(await passed('/ws/deep', { third: { ignore: ['/none', '/ws/'] } }), 'first, second(configured)');
    assert.equal(await passed('/wsx', { third: { ignore: '/ws' } }), 'first, second(configured), third');
    assert.equal(await passed('/wsx', { third: { ignore: /x$/ } }), 'first, second(configured)');
    assert.equal(await passed('/wsx', { third: { ignore: (ctx: { path: string }) => ctx.path === '/wsx' } }), 'first, second(configured)');
  });

  it('refuses match and ignore together', async () => {
    await assert.rejects(
      ready('middleware', { config: { third: { match: '/a', ignore: '/b' } } as object }),
      /config\.third has both match and ignore/,
    );
  });

  it('names a middleware that is configured but not there, and where to put it', async () => {
    await assert.rejects(
      ready('middleware', { config: { middleware: ['ghost'] } }),
      /middleware ghost is configured but not found: add app\/middleware\/ghost\.ts/,
    );
  });

  it('names a middleware that is configured twice', async () => {
    await assert.rejects(ready('middleware', { config: { middleware: ['second', 'second'] } }), /middleware second is configured twice/);
  });

  it('names both files of one name', async () => {
    const files =
      /middleware twin is defined twice, by .*plugins\/extra\/app\/middleware\/twin\.js and by .*clash-middleware\/app\/middleware\/twin\.js/;
    await assert.rejects((await load('clash-middleware')).ready(), files);
  });

  it('names a file that exports no function', async () => {
    await assert.rejects((await load('broken/middleware')).ready(), /app\/middleware\/bad\.js must export a function \(options, app\)/);
  });
});
