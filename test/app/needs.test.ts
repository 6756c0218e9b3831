import assert from 'node:assert/strict';
import { loadUnits, type PluginConfig } from '#kernel';
import needs from '../../app/needs.ts';
import plugins from '../../config/plugin.ts';
import { bootApp } from '../support/app.ts';

describe('app/needs', () => {
  it('names each plugin without which the app does not start, before anything starts', async () => {
    for (const name of needs) {
      const extra: PluginConfig = { [name]: false };
      await assert.rejects(
        loadUnits({ baseDir: process.cwd(), env: 'unittest', plugins: extra }),
        { message: `the app needs plugin ${name}, which is not enabled: enable it in config/plugin.ts` },
        name,
      );
    }
  });

  it('leaves out none: without all others the app starts, and says that it is well', async () => {
    const others = Object.keys(plugins).filter((name) => !needs.some((needed) => needed === name));
    assert.ok(others.includes('push') && others.includes('qrcode'));
    const target = await bootApp({ plugins: Object.fromEntries(others.map((name) => [name, false])) });
    try {
      assert.equal((await fetch(`${target.url}/healthz`)).status, 200);
    } finally {
      await target.close();
    }
  });
});
