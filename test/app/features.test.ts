import assert from 'node:assert/strict';
import path from 'node:path';
import { serveApp } from '../support/app.ts';
import { createUser } from '../support/factory.ts';
import { foyerSocket } from '../support/socket.ts';

const STAR = path.join(import.meta.dirname, '../docs/screens-example');

describe('app/features', () => {
  const without = serveApp();
  const target = serveApp({ plugins: { star: { path: STAR } } });

  async function welcomeOf(served: typeof target): Promise<{ units?: readonly string[]; screens?: readonly string[] }> {
    const { token } = await createUser(served);
    const socket = await foyerSocket(served, token);
    const welcome = await socket.next((frame) => frame.op === 'welcome');
    await socket.close();
    assert.ok(welcome.op === 'welcome');
    return welcome;
  }

  it('the welcome names the scripts of units, and the units among what people see', async () => {
    const { units = [], screens } = await welcomeOf(target);
    assert.deepEqual(screens, ['/units/star/messenger.js', '/units/star/widget.js']);
    assert.ok(units.includes('star') && units.includes('push'));
  });

  it('says nothing of it where there is none', async () => {
    const welcome = await welcomeOf(without);
    assert.ok(!('screens' in welcome) && !welcome.units?.includes('star'));
  });

  it('serves them as modules that a browser asks for each time, and nothing else of the unit', async () => {
    const ask = (address: string): Promise<Response> => fetch(target.url + address);
    const script = await ask('/units/star/messenger.js');
    assert.deepEqual([script.status, script.headers.get('cache-control')], [200, 'no-cache']);
    assert.match(script.headers.get('content-type') ?? '', /^text\/javascript/);
    assert.match(script.headers.get('content-security-policy') ?? '', /script-src 'self'(;|$)/);
    assert.match(await script.text(), /export default function star/);
    for (const address of [
      '/units/star/none.js',
      '/units/star/..%2f..%2fplugin.ts',
      '/units/star/%2e%2e/app.js',
      '/units/none/messenger.js',
      '/units/push/messenger.js',
      '/units/foyer/package.json',
      '/units/star/',
    ])
      assert.equal((await ask(address)).status, 404, address);
  });
});
