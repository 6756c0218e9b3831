import assert from 'node:assert/strict';
import { endSocket, type SocketEnd } from '../../../../app/messaging/gateway/end.ts';
import { CLOSE, type WireAccount } from '../../../../protocol/index.ts';
import { anew } from '../../../support/anew.ts';
import { createUser, createVisitor, freshName } from '../../../support/factory.ts';
import { describeStores } from '../../../support/matrix.ts';
import { foyerSocket, plainSocket } from '../../../support/socket.ts';
import { until } from '../../../support/wait.ts';

/** A socket that writes down what is done to it. */
class Recorder {
  readonly bufferedAmount = 0;
  readonly readyState = 1;
  readonly done: unknown[] = [];
  send = (text: string): void => void this.done.push(JSON.parse(text));
  ping = (): void => void this.done.push('ping');
  close = (code?: number, reason?: string): void => void this.done.push([code, reason]);
  terminate = (): void => void this.done.push('terminate');
}

describe('endSocket', () => {
  const end = (reason: SocketEnd, protocol: 'plain' | 'foyer'): unknown[] => {
    const socket = new Recorder();
    endSocket(socket, reason, { protocol, language: 'en' });
    return socket.done;
  };

  /** On the plain protocol: the frame before the close, or none where the client should come back by itself. */
  const table: Record<SocketEnd, [close: keyof typeof CLOSE, plain: 'force_logout' | 'fail' | 'drop']> = {
    replaced: ['replaced', 'force_logout'],
    logout: ['unauthorized', 'fail'],
    disabled: ['disabled', 'fail'],
    token_changed: ['token_changed', 'drop'],
    overload: ['overload', 'drop'],
    restart: ['restart', 'drop'],
    too_many: ['too_many', 'fail'],
    internal: ['internal', 'drop'],
    no_token: ['protocol', 'fail'],
    no_user: ['unauthorized', 'fail'],
    expired: ['unauthorized', 'fail'],
    invalid: ['unauthorized', 'fail'],
    late: ['late', 'drop'],
    protocol: ['protocol', 'fail'],
    full: ['too_many', 'drop'],
  };

  for (const [reason, [close, plain]] of Object.entries(table) as [SocketEnd, (typeof table)[SocketEnd]][]) {
    it(`${reason}: ${close} on foyer.1, ${plain} on the plain protocol`, () => {
      const [error, closed, ...more] = end(reason, 'foyer');
      assert.deepEqual([Reflect.get(Object(error), 'op'), closed, more], ['error', [CLOSE[close].code, close], []]);
      const done = end(reason, 'plain');
      if (plain === 'drop') assert.deepEqual(done, ['terminate']);
      else assert.deepEqual([Reflect.get(Object(done[0]), 'msg'), done[1], done.length], [plain, [CLOSE[close].code, close], 2]);
    });
  }
});

describeStores('what ends an open socket', (store) => {
  const target = store.serve();
  const user = anew(() => createUser(target, { password: 'secret-1' }));

  const service = () => target.app.createAnonymousContext().service;
  const gone = () => until(() => target.app.chat.sessions.of(user.id).size === 0);

  /** Opens a socket of each kind, acts, and gives how they ended; the plain one lives beside the other by connecting first. */
  async function ended(
    act: () => Promise<unknown>,
    { id, token } = user,
  ): Promise<{ foyer: [number, string]; plain: [number, unknown]; ms: number }> {
    const plain = await plainSocket(target, token);
    const foyer = await foyerSocket(target, token);
    const began = Date.now();
    await act();
    const [{ code: foyerCode }, { code: plainCode }] = await Promise.all([foyer.end(), plain.end()]);
    const ms = Date.now() - began;
    await until(() => target.app.chat.sessions.of(id).size === 0);
    const [last, farewell] = [foyer.frames.at(-1), plain.frames.at(-1)];
    const told = farewell?.type === undefined ? farewell?.data : farewell.type;
    return { foyer: [foyerCode, last?.op === 'error' ? last.code : ''], plain: [plainCode, told], ms };
  }

  it('D03 logout', async () => {
    const { foyer, plain } = await ended(() => target.api.as(user.token).post('/api/chat/logout'));
    assert.deepEqual(foyer, [4401, 'socket_token_invalid']);
    assert.deepEqual(plain, [4401, 'Token 不合法']);
  });

  it('D03 disabling the account, within a second', async () => {
    const { foyer, plain, ms } = await ended(() => service().admin.disable(user.id));
    assert.deepEqual(foyer, [4403, 'socket_user_disabled']);
    assert.deepEqual(plain, [4403, '你已被管理员禁用']);
    assert.ok(ms < 1000, `took ${ms} ms`);
  });

  it('D03 a new password from an administrator, or signing out', async () => {
    assert.deepEqual((await ended(() => service().admin.setPassword(user.id, 'secret-2'))).foyer, [4401, 'socket_token_invalid']);
    const other = await createUser(target);
    assert.deepEqual((await ended(() => service().admin.signOut(other.id), other)).plain, [4401, 'Token 不合法']);
  });

  it('one’s own new password ends the others’ sockets, not one’s own', async () => {
    const socket = await foyerSocket(target, user.token);
    const body = { oldpassword: 'secret-1', newpassword: 'secret-2', checknewpassword: 'secret-2' };
    assert.equal((await target.api.as(user.token).post('/api/chat/setPassword', body)).status, 200);
    await socket.ask({ op: 'ping' }, 'pong');
    await socket.close();
    await gone();
  });

  it('a visitor who signs up: 4002, and without a close frame on the plain protocol', async () => {
    const deviceId = crypto.randomUUID();
    const visitor = await createVisitor(target, { deviceId });
    let token = '';
    const { foyer, plain } = await ended(async () => {
      const body = { username: freshName(), password: 'secret-1', deviceId, timestamp: Date.now() };
      const { data } = await target.api.as(visitor.token).post<WireAccount>('/api/visitorregChat', body);
      assert.equal(data.id, visitor.id);
      ({ token } = data);
    }, visitor);
    assert.deepEqual(foyer, [4002, 'token_changed']);
    assert.equal(plain[0], 1006);
    const again = await foyerSocket(target, token);
    const [welcome] = again.frames;
    assert.ok(welcome?.op === 'welcome' && welcome.user.id === visitor.id && welcome.user.role === 'user');
    await again.close();
  });
});
