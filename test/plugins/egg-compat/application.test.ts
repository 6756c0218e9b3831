import assert from 'node:assert/strict';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { WebSocket } from 'ws';
import { bootApp, type TestApp } from '../../support/app.ts';
import { createUser } from '../../support/factory.ts';
import { refusedHandshake } from '../../support/socket.ts';
import { until } from '../../support/wait.ts';
import { bootShop, makeShop, talk, type Files } from './shop.ts';

/** What the boot class of the fixtures and its schedule leave on their application. */
interface Traces {
  readonly order: string[];
  readonly ticks?: number;
}

describe('an application of Egg', () => {
  let folder: string;
  let target: TestApp;
  let order: readonly string[];

  before(async function boots() {
    this.timeout(60_000);
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-shop-'));
    target = await bootShop(makeShop(folder, { 'config/config.unittest.js': `exports.greeting = { word: 'hi' };` }), {
      greeting: { mark: '?' },
    });
    ({ order } = target.app.egg as unknown as Traces);
  });
  after(async () => {
    await target.close();
    assert.equal(order.at(-1), 'beforeClose');
    fs.rmSync(folder, { recursive: true });
  });

  const get = (address: string): Promise<Response> => fetch(target.url + address);
  const answer = async (address: string): Promise<unknown> => (await get(address)).json();

  /** Why Foyer does not start with these files; the folder of the test is left out. */
  const refusal = async (files: Files): Promise<string> => {
    const directory = makeShop(folder, files);
    const failure = await bootShop(directory).then(
      async (booted) => {
        await booted.close();
        return assert.fail('it started');
      },
      (error: unknown) => error,
    );
    assert.ok(failure instanceof Error);
    return failure.message.replaceAll(`${directory}/`, '');
  };

  it('has controllers, services, helpers and configuration in layers, named by texts or as they are', async () => {
    assert.deepEqual(await answer('/hello/ann?q=1&q=2'), { text: 'hi ann?', path: '/hello/ann', query: '1' });
  });

  it('has middleware with its options, where they match', async () => {
    const stamped = await get('/stamped');
    assert.deepEqual([await stamped.text(), stamped.headers.get('x-stamp')], ['stamped!', `from shop`]);
    assert.equal((await get('/hello/ann')).headers.get('x-stamp'), null);
  });

  it('has resources, and bodies that were read', async () => {
    assert.deepEqual(await answer('/posts'), ['one', 'two']);
    const headers = { 'content-type': 'application/json' };
    const created = await fetch(`${target.url}/posts`, { method: 'POST', body: '{"title":"three"}', headers });
    assert.deepEqual([created.status, await created.json()], [201, { title: 'three' }]);
    assert.equal((await fetch(`${target.url}/posts`, { method: 'DELETE' })).status, 404);
  });

  it('runs its boot class in the order of Egg', () => {
    const [, , ...rest] = order;
    assert.deepEqual(order.slice(0, 2), ['configWillLoad', 'configDidLoad']);
    assert.deepEqual(rest, ['beforeStart', 'didLoad', 'willReady', 'didReady', 'ready', 'egg-ready', 'serverDidReady']);
  });

  it('runs its schedule', async () => {
    await until(() => ((target.app.egg as unknown as Traces).ticks ?? 0) > 2);
  });

  it('reaches what is Foyer’s by app.foyer, and is reached by app.egg and ctx.egg', async () => {
    await createUser(target);
    const [{ users }] = (await answer('/foyer')) as [{ users: number }];
    assert.ok(users > 0);
    const ctx = target.app.createAnonymousContext();
    assert.equal(ctx.egg.app, target.app.egg);
    assert.equal(ctx.egg.foyer, ctx);
    assert.equal((ctx.egg.helper as { shout(text: string): string }).shout('a<b'), 'A&LT;B!');
    assert.equal(target.app.redis, undefined, 'what Foyer has is as it was');
  });

  it('asks others by curl', async () => {
    assert.deepEqual(await answer('/asked'), { status: 200, text: 'hi bob?', query: 'a b' });
  });

  it('answers its own refusals with their status, and hides what broke', async () => {
    const refused = await get('/refused');
    assert.deepEqual([refused.status, await refused.json()], [409, { msg: 'fail', data: 'sold out', code: 'sold_out', errors: ['pen'] }]);
    const broken = await get('/broken');
    assert.equal(broken.status, 500);
    assert.ok(!(await broken.text()).includes('secret'));
  });

  it('leaves the routes of Foyer, and what nobody has, as they were; a visitor talks', async () => {
    assert.equal((await get('/api/demo')).headers.get('x-stamp'), null);
    assert.deepEqual(await answer('/api/none'), { msg: 'fail', data: '接口不存在', code: 'not_found' });
    await talk(target);
  });

  it('says what is missing, and what to do', async () => {
    const list = (text: string): Files => ({ 'config/plugin.js': `module.exports = ${text};` });
    assert.equal(
      await refusal(list(`{ redis: { package: 'egg-none' } }`)),
      'plugin redis of Egg: package egg-none is not installed: npm install egg-none',
    );
    assert.equal(
      await refusal(list(`{ static: true }`)),
      'plugin static of Egg: package egg-static is not installed: npm install egg-static',
    );
    assert.equal(await refusal(list(`{ mine: true }`)), 'plugin mine of Egg has neither package nor path: give it one in config/plugin.js');
    assert.equal(
      await refusal({ ...list(`{ a: { path: 'a' } }`), 'a/package.json': '{ "eggPlugin": { "name": "a", "dependencies": ["b"] } }' }),
      "plugin a needs plugin b, which is not enabled: enable it in config/plugin.js, as in exports.b = { enable: true, package: 'egg-…' }",
    );
    assert.match(
      await refusal({ ...list(`{ a: { path: 'a' } }`), 'a/package.json': '{}', 'a/app.js': 'module.exports = (app) => app.cluster({});' }),
      /^plugin a of Egg .*: app\.cluster of Egg is not there in Foyer/,
    );
    assert.match(
      await refusal({ ...list(`{ a: { path: 'a' } }`), 'a/package.json': '{}', 'a/app.js': 'module.exports = (app) => app.oss.put();' }),
      /^plugin a of Egg .*Cannot read properties of undefined \(reading 'put'\)/,
    );
    assert.match(
      await refusal({ 'config/config.default.js': `exports.middleware = ['none'];` }),
      /^middleware none of Egg is not there: add app\/middleware\/none\.js/,
    );
    assert.match(
      await refusal({ 'app/router.js': `module.exports = (app) => app.get('/x', 'home.none');` }),
      /there is no controller home\.none/,
    );
    assert.match(
      await refusal({ 'app/schedule/odd.js': `exports.schedule = { interval: '5 moons' };\nexports.task = () => {};` }),
      /odd\.js has no interval or cron/,
    );
    assert.match(
      await refusal({ 'app/schedule/odd.js': `exports.schedule = { interval: 5, type: 'cluster' };\nexports.task = () => {};` }),
      /has the type cluster: write worker or all/,
    );
  }).timeout(60_000);

  it('takes schedules by the clock, with seconds or without, and says which it cannot', async () => {
    const file = (cron: string): Files => ({
      'app/schedule/night.js': `exports.schedule = { cron: '${cron}', type: 'worker' };\nexports.task = async () => {};`,
    });
    const booted = await bootShop(makeShop(folder, file('30 0 3 * * *')));
    assert.ok(booted.app.scheduler.names.includes('egg.shop.night'));
    await booted.close();
    assert.match(await refusal(file('*/5 * * * * *')), /night\.js has cron '.*', which comes by the second: write interval in its place/);
    assert.match(await refusal(file('soon')), /night\.js gives cron 'soon'/);
  });

  it('stands around the routes of Foyer where that is said', async () => {
    const files = {
      'config/config.default.js': `exports.middleware = ['mark'];`,
      'app/middleware/mark.js': `module.exports = () => async (ctx, next) => { await next(); ctx.set('X-Mark', String(ctx.status)); };`,
      'app/router.js': 'module.exports = () => {};',
      'app/service/greeting.js': 'module.exports = class {};',
    };
    const both = [false, true].map((around) => bootShop(makeShop(folder, files), {}, { config: { eggCompat: { around } } }));
    const targets = await Promise.all(both);
    const marks = await Promise.all(targets.map(async ({ url }) => (await fetch(`${url}/openapi.json`)).headers.get('x-mark')));
    assert.deepEqual(marks, [null, '200']);
    await Promise.all(targets.map((one) => one.close()));
  });

  it('refuses a handshake that no plugin takes, and ends one that a plugin leaves without a word', async () => {
    assert.deepEqual(await refusedHandshake(target, { path: '/nowhere' }), { status: 404, body: '' });
    const listens = `module.exports = (app) => app.on('server', (server) => server.on('upgrade', () => {}));`;
    const deaf = await bootShop(makeShop(folder, { 'app.js': listens }), {}, { config: { eggCompat: { handshake: 30 } } });
    const socket = new WebSocket(`${deaf.socketUrl}elsewhere`);
    const [error] = (await once(socket, 'error')) as [Error];
    assert.match(error.message, /socket hang up/);
    await talk(deaf);
    await deaf.close();
  });

  it('is loaded where it is asked for, and nowhere else', async () => {
    const without = await bootApp();
    assert.ok(!without.app.plugins.some(({ name }) => name === 'eggCompat'));
    assert.deepEqual([Reflect.has(without.app, 'egg'), Reflect.has(without.app.createAnonymousContext(), 'egg')], [false, false]);
    await without.close();
  });
});
