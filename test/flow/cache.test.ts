import assert from 'node:assert/strict';
import { anew } from '../support/anew.ts';
import { serveApp } from '../support/app.ts';
import { createUser } from '../support/factory.ts';

describe('what browsers and proxies may keep', () => {
  const target = serveApp();
  const user = anew(() => createUser(target));

  it('G21 no JSON of any route, taken or refused', async () => {
    let count = 0;
    for (const { verb, path } of target.app.router.routes) {
      for (const headers of [{ token: user.token }, {}]) {
        const response = await fetch(target.url + path.replaceAll(/:\w+/g, '1').replace('*', 'x'), { method: verb.toUpperCase(), headers });
        await response.body?.cancel();
        if (!response.headers.get('content-type')?.startsWith('application/json')) continue;
        count += 1;
        assert.equal(response.headers.get('cache-control'), 'no-store', `${verb} ${path} ${response.status}`);
      }
    }
    assert.ok(count > 100, `${count} answers of JSON`);
  });

  it('G21 no answer to a request that is none', async () => {
    for (const [path, init] of [
      ['/nowhere', {}],
      ['/api/loginChat', { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } }],
      ['/healthz', { headers: { origin: 'https://evil.example' } }],
    ] as const)
      assert.equal((await fetch(target.url + path, init)).headers.get('cache-control'), 'no-store', path);
  });

  it('but pictures, which say for how long', async () => {
    assert.match((await fetch(`${target.url}/avatar/user-1.svg`)).headers.get('cache-control') ?? '', /^public, max-age=\d+/);
  });
});
