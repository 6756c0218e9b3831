import assert from 'node:assert/strict';
import path from 'node:path';
import { listPluginsOff } from '../../kernel/plugin-list.ts';
import { loadPlugins, type PluginConfig } from '../../kernel/plugin.ts';
import { fixture } from './support.ts';

const base = fixture('plugins');

async function names(extra: PluginConfig = {}, env = 'unittest'): Promise<string[]> {
  return (await loadPlugins(base, env, { extra })).map(({ name }) => name);
}

describe('kernel/plugin', () => {
  it('loads dependencies first, optional ones too where they are enabled', async () => {
    assert.deepEqual(await names(), ['a', 'b', 'c']);
  });

  it('names a plugin that is needed and not enabled, and where to enable it', async () => {
    const needed = /plugin c needs plugin b, which is not enabled: enable it in config\/plugin\.ts/;
    await assert.rejects(names({ b: false }), needed);
  });

  it('knows those that are off and there, and the list that says so', async () => {
    const off = await listPluginsOff(base, 'unittest', { extra: { b: false, gone: { enable: false, package: 'gone' } } });
    assert.deepEqual(off, [{ name: 'b', path: path.join(base, 'plugins/b'), file: 'config/plugin.ts' }]);
    assert.deepEqual(await listPluginsOff(base, 'unittest'), []);
  });

  it('shows the whole circle of plugins that depend on each other', async () => {
    await assert.rejects(names({ a: { dependencies: ['c'] } }), /depend on each other: c -> b -> a -> c: drop one/);
  });

  it('merges config/plugin.<env> over config/plugin', async () => {
    assert.deepEqual(await names({}, 'prod'), ['b', 'c']);
  });

  it('leaves a plugin out of environments it does not name', async () => {
    assert.deepEqual(await names({ a: { env: ['prod'] } }), ['b', 'c']);
    assert.deepEqual(await names({ a: { env: ['unittest'] } }), ['a', 'b', 'c']);
  });

  it('knows which are features', async () => {
    const features = (await loadPlugins(base, 'unittest', { extra: { a: { feature: true } } })).filter(({ isFeature }) => isFeature);
    assert.deepEqual(
      features.map(({ name }) => name),
      ['a'],
    );
  });

  it('reads the eggPlugin field of a package.json', async () => {
    const plugins = await loadPlugins(base, 'unittest', { extra: { egg: { path: 'plugins/egg' } } });
    assert.deepEqual(plugins.find(({ name }) => name === 'egg')?.dependencies, ['a']);
  });

  it('tells where a plugin that is published for Egg is named', async () => {
    await assert.rejects(
      names({ redis: { path: 'plugins/of-egg' } }),
      /^BootError: plugin redis is made for Egg \(egg-redis\): take it out of config\/plugin\.ts, switch eggCompat on, and name it in egg\/config\/plugin\.js$/,
    );
  });

  it('enables one that was off, and does not look for one that is', async () => {
    assert.deepEqual(await names({ egg: { path: 'plugins/egg', enable: false }, gone: { package: 'egg-gone', enable: false } }), [
      'a',
      'b',
      'c',
    ]);
    assert.ok((await names({ a: true }, 'prod')).includes('a'));
  });

  it('finds a plugin package from the application', async () => {
    const plugins = await loadPlugins(base, 'unittest', { extra: { koa: { package: 'koa' } } });
    assert.match(plugins.find(({ name }) => name === 'koa')?.path ?? '', /node_modules\/koa\/?$/);
  });

  it('says how to install a package that is missing', async () => {
    await assert.rejects(
      names({ ghost: { package: 'egg-ghost' } }),
      /plugin ghost: package egg-ghost is not installed: npm install egg-ghost/,
    );
  });

  it('names the directory that a plugin does not have', async () => {
    await assert.rejects(names({ ghost: { path: 'plugins/ghost' } }), /plugin ghost has no directory .*plugins\/ghost: correct its path/);
  });

  it('refuses a key that is not the name of the plugin', async () => {
    await assert.rejects(names({ d: { name: 'a', path: 'plugins/a' } }), /plugin a stands in config\/plugin\.ts as d/);
  });

  it('refuses a config/plugin that is no object, and names the file', async () => {
    await assert.rejects(
      loadPlugins(fixture('broken/plugin'), 'unittest'),
      /broken\/plugin\/config\/plugin\.js must export an object of plugins/,
    );
  });
});
