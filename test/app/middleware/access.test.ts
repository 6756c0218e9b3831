import assert from 'node:assert/strict';
import jwt from 'jsonwebtoken';
import { anew } from '../../support/anew.ts';
import type { Api } from '../../support/api.ts';
import { createUser, createVisitor, login, setStatus } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';
import { refused } from '../../support/refused.ts';

const INVALID = ['401 token_invalid', 'Token 令牌不合法！'] as const;
const MISSING = ['401 token_missing', '您没有权限访问即时通讯接口'] as const;

describeStores('access step', (store) => {
  const target = store.serve();
  const user = anew(() => createUser(target));

  /** A closed route and one that is open to visitors. */
  const closed = (client: Api): ReturnType<Api['post']> =>
    client.post('/api/chat/userset', { userset: '{"chatset":{"visitor":1,"user":1}}' });
  const open = (client: Api): ReturnType<Api['post']> => client.post(`/api/chat/unfollow/${user.id}`);

  it('tells the description of the API that it wants a token, and what else it may answer', async () => {
    type Described = Record<string, Record<string, { security?: unknown; responses: object }>>;
    const { paths } = (await (await fetch(`${target.url}/openapi.json`)).json()) as { paths: Described };
    const settings = paths['/api/chat/userset']?.['post'];
    assert.deepEqual(settings?.security, [{ token: [] }, { bearer: [] }]);
    const failures = (path: string): string[] =>
      Object.keys(paths[path]?.['post']?.responses ?? {}).filter((status) => status.startsWith('4'));
    assert.deepEqual(failures('/api/chat/userset'), ['400', '401', '403', '422', '429']);
    assert.deepEqual(failures('/api/chat/unfollow/{id}'), ['401', '422', '429']);
    assert.deepEqual(failures('/api/handover/preview'), ['400', '422', '429']);
    assert.equal(paths['/api/loginChat']?.['post']?.security, undefined);
  });

  it('takes the token from its header, from Authorization and from the body', async () => {
    const { token } = user;
    assert.equal((await closed(target.api.as(token))).status, 200);
    assert.equal((await closed(target.api.with({ authorization: `Bearer ${token}` }))).status, 200);
    assert.equal((await target.api.post('/api/chat/logout', { token })).status, 200);
  });

  it('takes no token from the address, and none that is no text', async () => {
    refused(await target.api.post(`/api/chat/logout?token=${user.token}`), ...MISSING);
    for (const token of ['', 7, null, [user.token], { token: user.token }])
      refused(await target.api.post('/api/chat/logout', { token }), ...MISSING);
    refused(await target.api.with({ authorization: `Basic ${user.token}` }).post('/api/chat/logout'), ...MISSING);
  });

  it('tells in both languages that there is no token', async () => {
    refused(await closed(target.api), ...MISSING);
    refused(await closed(target.api.with({ 'accept-language': 'en' })), '401 token_missing', 'You need a token to use the chat interface');
  });

  it('D03 refuses what we did not sign', async () => {
    const claims = jwt.decode(user.token) as jwt.JwtPayload;
    const [header = '', payload = '', signature = ''] = user.token.split('.');
    const forged = [
      'x',
      'a.b.c',
      `${header}.${payload}.`,
      `${header}.${payload}.${signature.slice(1)}x`,
      jwt.sign(claims, 'another secret of thirty-two characters'),
      jwt.sign(claims, null, { algorithm: 'none' }),
      'x'.repeat(8000),
    ];
    for (const token of forged) refused(await closed(target.api.as(token)), ...INVALID);
  });

  it('D03 refuses a token whose session is not there or belongs to somebody else', async () => {
    const [other, claims] = [await createUser(target), target.app.token.verify(user.token)];
    const strange = target.app.token.sign({ ...claims, sid: 2 ** 40 });
    const stolen = target.app.token.sign({ ...claims, sub: other.id });
    for (const token of [strange, stolen]) refused(await closed(target.api.as(token)), ...INVALID);
  });

  it('D03 refuses a token that is past its time, in the token or in SQL', async () => {
    const claims = target.app.token.verify(user.token);
    const old = target.app.token.sign({ ...claims, exp: claims.iat - 1 });
    const expired = ['401 token_expired', 'Token已过期！请重新获取令牌'] as const;
    refused(await closed(target.api.as(old)), ...expired);
    await target.app.sql.execute('UPDATE session SET expires_at = ? WHERE id = ?', [Date.now() - 1, claims.sid]);
    target.app.invalidate([`session:${claims.sid}`]);
    refused(await closed(target.api.as(user.token)), ...expired);
  });

  it('D03 refuses a token that a later login replaced', async () => {
    const next = await login(target, user.id);
    refused(await closed(target.api.as(user.token)), '401 token_replaced', 'Token 令牌不合法！');
    assert.equal((await closed(target.api.as(next))).status, 200);
  });

  it('D05 refuses a disabled and a locked user, and lets in again who is enabled', async () => {
    const gone = ['401 user_disabled', '当前用户不存在或者已被禁用'] as const;
    for (const status of [0, 2]) {
      await setStatus(target, user.id, status);
      refused(await closed(target.api.as(user.token)), ...gone);
    }
    await setStatus(target, user.id, 1);
    assert.equal((await closed(target.api.as(user.token))).status, 200);
  });

  it('D03 refuses a deleted user', async () => {
    await target.app.sql.execute('DELETE FROM user WHERE id = ?', [user.id]);
    target.app.invalidate([`user:${user.id}`]);
    refused(await closed(target.api.as(user.token)), '401 user_missing', '当前用户不存在或者已被禁用');
  });

  it('D05 lets a visitor session in only where the route says so', async () => {
    const visitor = target.api.as((await createVisitor(target)).token);
    assert.equal((await open(visitor)).status, 200);
    refused(await closed(visitor), '403 visitor_refused', '您没有权限访问，请先注册或登录');
    refused(
      await closed(visitor.with({ 'accept-language': 'en' })),
      '403 visitor_refused',
      'Visitors may not do this. Please sign up or sign in first',
    );
  });

  it('D05 the role is that of the session, whatever the user is or the token says', async () => {
    const { token } = await createVisitor(target);
    const claims = target.app.token.verify(token);
    for (const role of ['visitor', 'user', 'admin']) {
      const { status, code } = await closed(target.api.as(target.app.token.sign({ ...claims, role })));
      assert.deepEqual({ status, code }, { status: 403, code: 'visitor_refused' }, role);
    }
  });

  it('G01 a session of a visitor is none of an account', async () => {
    refused(await closed(target.api.as(await login(target, user.id, 'visitor'))), '401 token_invalid', 'Token 令牌不合法！');
  });

  it('asks SQL for nothing once it knows the session', async () => {
    const { session } = target.app.createAnonymousContext().service;
    await session.authenticate(user.token);
    const before = target.app.sql.statements;
    for (let round = 0; round < 10; round++) await session.authenticate(user.token);
    // The background polls too: ten authentications would be at least ten.
    assert.ok(target.app.sql.statements - before < 10);
  });

  it('D08 no variant of a path gets past it', async () => {
    const visitor = target.api.as((await createVisitor(target)).token);
    const variants = [
      '/api/chat/logoutX',
      '/api/chat/logout/',
      '/API/chat/logout',
      '//api/chat/logout',
      '/api//chat/logout',
      '/api/chat/%6cogout',
    ];
    for (const path of [...variants, '/api/chat/logout%2f', '/api/chat/./x/..%2flogout', '/api/chat/logout;x']) {
      refused(await visitor.post(path), '404 not_found', '接口不存在');
    }
  });
});
