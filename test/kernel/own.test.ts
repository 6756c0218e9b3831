import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Application } from '#kernel';

type Files = Readonly<Record<string, string>>;

/** A Foyer of two plugins, in its version 1.4.0. */
const HOUSE: Files = {
  'package.json': '{ "name": "house", "version": "1.4.0", "type": "module" }',
  'config/plugin.js': `export default { lamp: { path: 'plugins/lamp', enable: true }, bell: { path: 'plugins/bell' } };`,
  'config/config.default.js': `export default { door: { open: false, width: 80 }, guests: [], middleware: ['greet'] };`,
  'config/config.unittest.js': `export default { door: { width: 90 } };`,
  'app/middleware/greet.js': `export default () => (ctx, next) => next();`,
  'app/router.js': `export default ({ router }) => router.get('/house', () => undefined);`,
  'plugins/lamp/plugin.js': `export default { name: 'lamp' };`,
  'plugins/bell/plugin.js': `export default { name: 'bell', dependencies: ['lamp'] };`,
};

/** An application of somebody's own. */
const SHOP: Files = {
  'package.json': '{ "type": "module" }',
  'config/config.default.js': `export default { door: { open: true, width: 100 }, shelf: { rows: 3 }, middleware: ['count'] };`,
  'config/config.prod.js': `export default { shelf: { rows: 9 } };`,
  'app/middleware/count.js': `export default () => (ctx, next) => next();`,
  'app/service/shelf.js': `export default class { rows() { return 3; } }`,
  'app/router.js': `export default ({ router }) => router.get('/shop', () => undefined);`,
  'plugins/till/plugin.js': `export default { name: 'till', path: import.meta.dirname, dependencies: ['lamp'] };`,
  'plugins/till/config/config.default.js': `export default { till: { coins: true } };`,
};

describe('kernel/own', () => {
  let all: string;
  let directory: string;

  // One for each load: a module that was read is not read again.
  const fresh = (): string => (directory = fs.mkdtempSync(path.join(all, 'load-')));
  before(() => (all = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-own-'))));
  beforeEach(fresh);
  after(() => fs.rmSync(all, { recursive: true }));

  const write = (folder: string, files: Files): string => {
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(directory, folder, name);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, text);
    }
    return path.join(directory, folder);
  };
  const load = (shop: Files = {}, env = 'unittest', house: Files = {}): Promise<Application> => {
    fresh();
    return Application.load({ baseDir: write('house', { ...HOUSE, ...house }), ownDir: write('shop', { ...SHOP, ...shop }), env });
  };
  /** Why it does not start; the folder of this test is left out. */
  const refusal = async (shop: Files, house: Files = {}): Promise<string> => {
    const failure = await load(shop, 'unittest', house).then(
      (app) =>
        app.ready().then(
          () => assert.fail('it started'),
          (error: unknown) => error,
        ),
      (error: unknown) => error,
    );
    assert.ok(failure instanceof Error);
    return failure.message.replaceAll(`${directory}/`, '');
  };

  it('loads it as the last unit, with the plugins of its folder, which nothing has to name', async () => {
    const app = await load();
    assert.deepEqual(
      app.units.map(({ type, name }) => `${type} ${name}`),
      ['plugin lamp', 'plugin bell', 'plugin till', 'app house', 'own shop'],
    );
    await app.ready();
    assert.deepEqual(
      app.router.routes.map(({ path }) => path),
      ['/house', '/shop'],
    );
    const { service } = app.createAnonymousContext() as unknown as { service: { shelf: { rows(): number } } };
    assert.equal(service.shelf.rows(), 3);
    await app.close();
  });

  it('lets its values win over every file of Foyer, in every environment, and puts its middleware behind', async () => {
    const { config } = (await load()) as unknown as { config: Record<string, unknown> };
    assert.deepEqual(config['door'], { open: true, width: 100 });
    assert.deepEqual(config['middleware'], ['greet', 'count']);
    assert.deepEqual(config['till'], { coins: true });
    const prod = (await load({}, 'prod')) as unknown as { config: Record<string, unknown> };
    assert.deepEqual(prod.config['shelf'], { rows: 9 });
  });

  it('lets its config/plugin switch units off and on, and name those of a package', async () => {
    const names = async (list: string): Promise<string[]> =>
      (
        await load({ 'config/plugin.js': list, 'node_modules/foyer-gong/package.json': '{ "eggPlugin": { "dependencies": ["bell"] } }' })
      ).plugins.map(({ name }) => name);
    assert.deepEqual(await names('export default { bell: false };'), ['lamp', 'till']);
    assert.deepEqual(await names('export default { bell: false, till: false };'), ['lamp']);
    assert.deepEqual(await names(`export default { gong: { package: 'foyer-gong' } };`), ['lamp', 'bell', 'till', 'gong']);
  });

  it('names the list that switched off what is needed', async () => {
    const lampOff = { 'config/plugin.js': 'export default { lamp: false };' };
    assert.equal(await refusal(lampOff), 'plugin bell needs plugin lamp, which is not enabled: enable it in shop/config/plugin.js');
    assert.equal(
      await refusal({ 'config/plugin.js': 'export default { bell: false };' }, { 'app/needs.js': `export default ['bell'];` }),
      'the app needs plugin bell, which is not enabled: enable it in shop/config/plugin.js',
    );
  });

  it('names file and mend of every key that is wrong, and what was meant', async () => {
    const wrong = {
      'config/config.default.js': `export default { door: { wdith: 1, open: 'yes' }, dor: { open: true }, shelf: { rows: 3 } };`,
      'plugins/till/config/config.default.js': `export default { till: { coins: true }, door: { hinge: 1 } };`,
    };
    assert.deepEqual((await refusal(wrong)).split('\n').toSorted(), [
      '- shop/config/config.default.js sets door.open wrongly: write true or false',
      '- shop/config/config.default.js sets door.wdith, which is no key: did you mean door.width?',
      '- shop/config/config.default.js sets dor, which is no key: did you mean door?',
      '- shop/plugins/till/config/config.default.js sets door.hinge, which is no key: did you mean door.width?',
      'the configuration has 4 problems:',
    ]);
  });

  it('takes a section of its own that only looks like another', async () => {
    const { config } = (await load({
      'config/config.default.js': 'export default { floor: { tiles: 4 }, doors: { oak: 2 } };',
    })) as unknown as {
      config: Record<string, unknown>;
    };
    assert.deepEqual([config['floor'], config['doors']], [{ tiles: 4 }, { oak: 2 }]);
  });

  it('names both files of what two bring', async () => {
    const service = await refusal({ 'plugins/till/app/service/shelf.js': SHOP['app/service/shelf.js'] ?? '' });
    assert.equal(
      service,
      'service shelf is defined twice, by shop/plugins/till/app/service/shelf.js and by shop/app/service/shelf.js: rename one of them',
    );
    const route = await refusal({ 'app/router.js': HOUSE['app/router.js'] ?? '' });
    assert.match(route, /^shop\/app\/router\.js: route GET \/house is declared twice, also by house\/app\/router\.js: drop one$/);
  });

  it('says what a unit found wrong in its own words', async () => {
    const boot = `import { BootError } from ${JSON.stringify(path.resolve('kernel/error.ts'))};
      export default class { didLoad() { throw new BootError('shop/app/error.ts: rename it'); } }`;
    assert.equal(await refusal({ 'app/app.js': boot }), 'shop/app/error.ts: rename it');
  });

  it('refuses a unit that is made for another version, and says for which', async () => {
    const engines = (range: string): string => `{ "type": "module", "engines": { "foyer": "${range}" } }`;
    const mend = 'install a version of it that is made for Foyer 1.4.0, or a Foyer of ^2.0.0';
    assert.equal(
      await refusal({ 'package.json': engines('^2.0.0') }),
      `shop/package.json is made for Foyer ^2.0.0, and this is 1.4.0: ${mend}`,
    );
    const till = { 'plugins/till/package.json': engines('^2.0.0') };
    assert.match(await refusal(till), /^shop\/plugins\/till\/package\.json is made for Foyer \^2\.0\.0, and this is 1\.4\.0/);
    assert.match(await refusal({ 'package.json': engines('two') }), /^shop\/package\.json: engines\.foyer must be a range of versions/);
    assert.match(await refusal({ 'package.json': '{ type: module }' }), /^shop\/package\.json is not JSON: /);
    await load({ 'package.json': engines('^1.2.0') });
  });

  it('says what an application must be: a folder with one of its parts, a module where it has TypeScript', async () => {
    fs.mkdirSync(path.join(directory, 'empty'));
    const empty = Application.load({ baseDir: write('house', HOUSE), ownDir: path.join(directory, 'empty') });
    await assert.rejects(empty, /empty has neither app\/ nor config\/ nor plugins\/: give the folder of your application/);
    const script = await refusal({ 'package.json': '{}', 'app/extra.ts': 'export {};' });
    assert.match(script, /^shop\/package\.json must have "type": "module", since shop has TypeScript: npm pkg set type=module/);
  });
});
