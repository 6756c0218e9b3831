import assert from 'node:assert/strict';
import path from 'node:path';
import { afterEach, describe, it } from 'mocha';
import { Application } from '#kernel';
import extension from '../../../../plugins/jwt/app/extend/application.ts';

const baseDir = path.join(import.meta.dirname, '../fixture');
const LONG = 'Zk3r0s8vQ1n5mYt7uXb2wLq9pHf4gJd6';
const NEXT = 'b7e1c04f9a2d58e36c1f0b94d7a8e253';

describe('plugins/jwt/app', () => {
  const open: Application[] = [];
  afterEach(async () => {
    for (const app of open.splice(0)) await app.close();
  });

  async function load(env: string, ...secrets: readonly string[]): Promise<Application> {
    const app = await Application.load({ baseDir, env, config: { jwt: { secrets } } });
    open.push(app);
    return app;
  }

  const claims = { sub: 1, sid: 2, role: 'user', iat: 1_700_000_000, exp: 4_000_000_000 };

  it('D06 makes one secret for all nodes when none is configured', async () => {
    const [one, other] = [await load('prod'), await load('prod')];
    await one.ready();
    await other.ready();
    assert.deepEqual(other.token.verify(one.token.sign(claims)), claims);
  });

  it('signs with the configured secret', async () => {
    const [made, given, same] = [await load('local'), await load('prod', LONG), await load('prod', LONG)];
    await Promise.all([made.ready(), given.ready(), same.ready()]);
    assert.deepEqual(same.token.verify(given.token.sign(claims)), claims);
    assert.throws(() => made.token.verify(given.token.sign(claims)), { code: 'token_invalid' });
  });

  it('G18 verifies what an earlier secret signed, and signs with the new one', async () => {
    const [before, after, later] = [await load('prod', LONG), await load('prod', NEXT, LONG), await load('prod', NEXT)];
    await Promise.all([before.ready(), after.ready(), later.ready()]);
    assert.deepEqual(after.token.verify(before.token.sign(claims)), claims);
    assert.deepEqual(later.token.verify(after.token.sign(claims)), claims);
    assert.throws(() => later.token.verify(before.token.sign(claims)), { code: 'token_invalid' });
    const old = before.token.sign({ ...claims, exp: 1_700_000_001 });
    assert.throws(() => after.token.verify(old), { code: 'token_expired' });
  });

  it('keeps other secrets apart by their name', async () => {
    const app = await load('local');
    await app.ready();
    assert.equal(await app.secret('ticket'), await app.secret('ticket'));
    assert.notEqual(await app.secret('ticket'), await app.secret('jwt'));
  });

  it('says so when a token is asked for too early', async () => {
    const app = await load('local');
    assert.throws(() => void Reflect.get(extension, 'token', app), /app\.token is used before willReady/);
  });
});
