import assert from 'node:assert/strict';
import { loadConfig, readAppInfo } from '../../kernel/config.ts';
import { closeAll, fixture, load, ready } from './support.ts';

async function configOf(name: string, env = 'unittest'): Promise<Record<string, unknown>> {
  return { ...(await load(name, { env })).config };
}

describe('kernel/config', () => {
  afterEach(closeAll);

  it('merges plugin default, app default, plugin env, app env, in this order; arrays are replaced', async () => {
    const { store } = await configOf('config', 'prod');
    assert.deepEqual(store, { url: 'plugin prod', pool: { min: 4, max: 8 }, hosts: ['three'] });
  });

  it('tells a config function about the application', async () => {
    assert.equal((await configOf('config', 'prod'))['title'], '@foyer-chat/foyer in prod');
  });

  it('remembers which file set each key', async () => {
    const app = await load('config', { env: 'prod' });
    assert.equal(app.describeConfig('store.url'), fixture('config/plugins/store/config/config.prod.js'));
    assert.equal(app.describeConfig('store.pool.min'), fixture('config/config/config.prod.js'));
    assert.equal(app.describeConfig('store.hosts'), fixture('config/config/config.default.js'));
    assert.equal(app.describeConfig('server.drainTimeout'), 'kernel/config.ts');
    assert.equal(app.describeConfig('store.nothing'), undefined);
  });

  it('lets the options of load win, and says so', async () => {
    const app = await load('config', { config: { server: { drainTimeout: 7 } } });
    assert.equal(app.config.server.drainTimeout, 7);
    assert.equal(app.config.server.requestTimeout, 60_000);
    assert.equal(app.describeConfig('server.drainTimeout'), 'options of Application.load');
  });

  it('refuses __proto__, which is no key', async () => {
    await assert.rejects(
      load('config', { env: 'hostile' }),
      /2 problems:\n- .*config\.hostile\.js sets __proto__, .*\n- .* sets store\.__proto__, /,
    );
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
  });

  it('G104 tells every wrong line of an environment’s files at once, with the file and the key that was meant', async () => {
    await assert.rejects(load('config-typo', { env: 'prod' }), (error: Error) => {
      const file = fixture('config-typo/config/config.prod.js');
      assert.deepEqual(error.message.split('\n'), [
        'the configuration has 3 problems:',
        `- ${file} sets shop.mode wrongly: write one of open, closed`,
        `- ${file} sets shop.wrods, which is no key: did you mean shop.words?`,
        `- ${file} sets shop.limits wrongly: write an object of its keys`,
      ]);
      return true;
    });
  });

  it('is frozen at every depth once configDidLoad ran, but for what is no literal', async () => {
    const app = await ready('config');
    const config: Record<string, unknown> = { ...app.config };
    assert.ok(Object.isFrozen(app.config));
    assert.ok(Object.isFrozen(app.config.server));
    assert.ok(Object.isFrozen(app.config.middleware));
    assert.ok(Buffer.isBuffer(config['key']));
    assert.throws(() => app.config.middleware.push('late'), TypeError);
  });

  it('leaves the modules it read alone: a second application has a fresh configuration', async () => {
    await ready('config');
    const second = await load('config');
    assert.ok(!Object.isFrozen(second.config.middleware));
    const [store] = Object.entries(second.config).flatMap(([key, value]) => (key === 'store' ? [value as { hosts: string[] }] : []));
    assert.doesNotThrow(() => store?.hosts.push('four'));
  });

  it('refuses a plugin that sets config.middleware, and says what to do instead', async () => {
    await assert.rejects(
      load('config-middleware'),
      /plugins\/loud\/config\/config\.default\.js sets config\.middleware: push to config\.coreMiddleware/,
    );
  });

  it('names a config file that gives no object', async () => {
    await assert.rejects(load('config-function'), /config-function\/config\/config\.default\.js must export an object/);
  });

  it('needs a package.json with a name somewhere above', () => {
    assert.throws(() => readAppInfo('/', 'unittest'), /no package\.json with a name at or above \//);
  });

  it('knows no file where a unit has none', async () => {
    const info = readAppInfo(fixture('boot'), 'unittest');
    const { meta } = await loadConfig([], info);
    assert.ok(![...meta.values()].includes(''));
  });
});
