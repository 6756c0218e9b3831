import assert from 'node:assert/strict';
import { SUBPROTOCOL } from '../../../../protocol/index.ts';
import { anew } from '../../../support/anew.ts';
import { serveApp } from '../../../support/app.ts';
import { createUser, login, setStatus } from '../../../support/factory.ts';
import { recordLog, type Entry } from '../../../support/log.ts';
import { dialFoyer, dialPlain, foyerSocket, plainSocket, refusedHandshake } from '../../../support/socket.ts';
import { until } from '../../../support/wait.ts';

const EN = { 'accept-language': 'en' };

describe('a socket’s handshake', () => {
  const target = serveApp({ config: { gateway: { helloTimeout: 300 } } });
  const log = recordLog(target);
  const user = anew(() => createUser(target));

  /** The line of the socket that ended last. */
  const lastEnd = async (code: number): Promise<Entry> => {
    const isEnd = ({ msg }: Entry): boolean => msg === `socket closed ${code}`;
    await until(() => log.some(isEnd));
    return log.splice(0).findLast(isEnd) as Entry;
  };

  it('G107 has a line in the log at its end: code, reason where the server ended it, whose, and from where', async () => {
    const left = await foyerSocket(target, user.token);
    log.splice(0);
    await left.close();
    const { level, code, reason, user: id, ip } = await lastEnd(1000);
    assert.deepEqual([level, code, reason, id, ip], ['info', 1000, undefined, user.id, '127.0.0.1']);
    const late = await dialFoyer(target);
    assert.equal((await late.end()).code, 4408);
    const end = await lastEnd(4408);
    assert.deepEqual([end['reason'], end['user'], end['ip']], ['late', undefined, '127.0.0.1']);
  });

  /** A token of this user that is signed as ours and says something else. */
  const forged = (over: object): string => {
    const claims = { ...target.app.token.verify(user.token), ...over };
    return target.app.token.sign(claims);
  };

  /** Tokens that open nothing: what the table says of them, and the close code. */
  const badTokens: [name: string, token: () => Promise<string> | string, texts: { zh: string; en: string }, code: number][] = [
    ['an empty', () => '', { zh: '缺少 token 参数', en: 'The token parameter is missing' }, 4400],
    ['a garbage', () => 'garbage', { zh: 'Token 不合法', en: 'The token is not valid' }, 4401],
    ['a foreign', () => `${user.token.slice(0, -4)}AAAA`, { zh: 'Token 不合法', en: 'The token is not valid' }, 4401],
    ['a huge', () => 'x'.repeat(8000), { zh: 'Token 不合法', en: 'The token is not valid' }, 4401],
    ['an expired', () => forged({ exp: 1 }), { zh: 'token 已过期', en: 'The token has expired' }, 4401],
    ['an unknown user’s', () => forged({ sub: 2 ** 40 }), { zh: '用户不存在', en: 'This user does not exist' }, 4401],
    ['a logged-out', () => loggedOut(), { zh: 'Token 不合法', en: 'The token is not valid' }, 4401],
    ['a deleted user’s', () => deleted(), { zh: '用户不存在', en: 'This user does not exist' }, 4401],
    ['a disabled user’s', () => disabled(0), { zh: '你已被管理员禁用', en: 'The administrator disabled your account' }, 4403],
    ['a locked user’s', () => disabled(2), { zh: '你已被管理员禁用', en: 'The administrator disabled your account' }, 4403],
  ];

  const loggedOut = async (): Promise<string> => {
    await target.api.as(user.token).post('/api/chat/logout');
    return user.token;
  };
  const deleted = async (): Promise<string> => {
    await target.app.sql.execute('DELETE FROM user WHERE id = ?', [user.id]);
    target.app.invalidate([`user:${user.id}`]);
    return user.token;
  };
  const disabled = async (status: number): Promise<string> => {
    await setStatus(target, user.id, status);
    return user.token;
  };

  describe('D20 looks at the origin before the upgrade', () => {
    const refused = { msg: 'fail', data: '不允许的来源', code: 'bad_origin' };

    it('and refuses another site’s page, on both protocols', async () => {
      for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:1', 'file://']) {
        for (const protocols of [[], [SUBPROTOCOL]]) {
          const { status, body } = await refusedHandshake(target, { path: `/ws?token=${user.token}`, protocols, headers: { origin } });
          assert.deepEqual([status, JSON.parse(body)], [403, refused], origin);
        }
      }
      // G107: nobody else tells of a handshake that was refused.
      const { msg, reason, ip } = log.findLast((entry) => entry.msg.startsWith('socket refused')) ?? assert.fail('nothing was logged');
      assert.deepEqual([msg, reason, ip], ['socket refused 403', 'bad_origin', '127.0.0.1']);
    });

    it('and says so in English to who asks for it', async () => {
      const { body } = await refusedHandshake(target, { headers: { origin: 'https://evil.example', ...EN } });
      assert.equal((JSON.parse(body) as { data: string }).data, 'The server does not allow this origin');
    });

    it('and lets in a page of its own, and whoever sends none', async () => {
      await (await plainSocket(target, user.token, { headers: { origin: target.url } })).close();
      await (await plainSocket(target, user.token)).close();
    });
  });

  it('D08 opens at no other path', async () => {
    for (const path of ['/ws/', '/WS', '//ws', '/%77s', '/ws%3Ftoken=x', '/./ws/x', '/api/ws', '/ws;a', '/', '/ws\\', '/healthz']) {
      const { status } = await refusedHandshake(target, { path: `${path}?token=${user.token}`, protocols: [SUBPROTOCOL] });
      assert.equal(status, 404, path);
    }
    assert.equal(target.app.chat.gateway.connections.size, 0);
  });

  it('a client that speaks neither protocol gets nowhere', async () => {
    await assert.rejects(dialPlain(target, user.token, { protocols: ['chat.9'] }), /subprotocol/);
    await until(() => target.app.chat.gateway.connections.size === 0);
  });

  describe('plain', () => {
    it('tells a missing token in band', async () => {
      const socket = await dialPlain(target);
      assert.deepEqual(await socket.end(), { code: 4400, reason: 'protocol' });
      assert.deepEqual(socket.frames, [{ msg: 'fail', data: '缺少 token 参数', code: 'socket_token_missing' }]);
    });

    for (const [name, token, texts, code] of badTokens) {
      it(`D03 tells ${name} token in band and closes with ${code}`, async () => {
        const given = await token();
        for (const [language, text] of Object.entries(texts)) {
          const socket = await dialPlain(target, given, { headers: { 'accept-language': language } });
          assert.equal((await socket.end()).code, code);
          assert.deepEqual(
            socket.frames.map((frame) => frame.type === undefined && [frame.msg, frame.data]),
            [['fail', text]],
          );
        }
        assert.equal(target.app.chat.sessions.of(user.id).size, 0);
      });
    }

    it('D03 tells a replaced token so, and closes with 4001', async () => {
      await login(target, user.id);
      const socket = await dialPlain(target, user.token);
      assert.deepEqual(await socket.end(), { code: 4001, reason: 'replaced' });
      assert.deepEqual(socket.frames, [{ msg: 'force_logout', data: '你的账号在其他设备登录' }]);
    });
  });

  describe('foyer.1', () => {
    for (const [name, token, texts, code] of badTokens) {
      it(`D03 closes with ${code} on ${name} token, in hello or as a sub-protocol`, async () => {
        const given = await token();
        const inHello = await dialFoyer(target, { headers: EN });
        inHello.send({ op: 'hello', token: given });
        assert.equal((await inHello.end()).code, code);
        assert.deepEqual(
          inHello.frames.map((frame) => frame.op === 'error' && frame.text),
          [texts.en],
        );
        if (given === '') return;
        const asProtocol = await dialFoyer(target, { protocols: [SUBPROTOCOL, `token.${given}`] });
        asProtocol.send({ op: 'hello' });
        assert.equal((await asProtocol.end()).code, code);
      });
    }

    it('takes the token as a second sub-protocol, in any order, and never in the address', async () => {
      for (const protocols of [
        [SUBPROTOCOL, `token.${user.token}`],
        [`token.${user.token}`, 'other', SUBPROTOCOL],
      ]) {
        const socket = await dialFoyer(target, { protocols });
        assert.equal(socket.raw.protocol, SUBPROTOCOL);
        socket.send({ op: 'hello' });
        await socket.op('ready');
        await socket.close();
      }
      const socket = await dialFoyer(target, { path: `/ws?token=${user.token}` });
      socket.send({ op: 'hello' });
      assert.equal((await socket.end()).code, 4400);
    });

    it('welcomes with what a client must know, and nothing that it must not', async () => {
      const socket = await foyerSocket(target, user.token);
      const [welcome, ready] = socket.frames;
      assert.ok(welcome?.op === 'welcome' && ready?.op === 'ready');
      const { time, session, units = [], ...rest } = welcome;
      assert.ok(units.includes('push') && !units.includes('log'), 'features, and what carries them not');
      const { websocket, chat } = target.app.config;
      assert.ok(Math.abs(Date.now() - time) < 5000);
      assert.equal(session, target.app.token.verify(user.token).sid);
      assert.deepEqual(rest, {
        op: 'welcome',
        user: { id: user.id, uuid: user.uuid, username: user.username, nickname: '', avatar: `/avatar/user-${user.id}.svg`, role: 'user' },
        heartbeat: target.app.config.gateway.heartbeat.interval,
        limits: {
          payload: websocket.maxPayload,
          data: websocket.maxPayload - 512,
          recall: chat.recall,
          upload: target.app.files.limitsOf('user'),
        },
      });
      assert.deepEqual(ready.heads, []);
      await socket.close();
    });

    it('closes with 4408 who says nothing', async () => {
      const socket = await dialFoyer(target);
      assert.deepEqual(await socket.end(), { code: 4408, reason: 'late' });
      assert.deepEqual(
        socket.frames.map((frame) => frame.op === 'error' && frame.code),
        ['socket_auth_late'],
      );
    });

    it('closes with 4400 who begins with anything else', async () => {
      const first = [
        '{"op":"ping"}',
        '{"op":"send"}',
        '[{"op":"ack","n":1},{"op":"hello"}]',
        'no json',
        '[]x',
        '{"hello":1}',
        '"hello"',
        'null',
      ];
      for (const text of first) {
        const socket = await dialFoyer(target);
        socket.send(text);
        assert.equal((await socket.end()).code, 4400, text);
      }
    });

    it('closes with 4400 who says hello twice, in one message or two', async () => {
      const joined = await dialFoyer(target);
      const hello = { op: 'hello', token: user.token };
      joined.send([hello, hello]);
      assert.equal((await joined.end()).code, 4400);
      const later = await foyerSocket(target, user.token);
      later.send(hello);
      assert.equal((await later.end()).code, 4400);
    });

    it('takes any hello whose token is good, whatever else stands in it', async () => {
      for (const since of ['yesterday', -1, 1e308, {}, [], null, true]) {
        const socket = await dialFoyer(target);
        socket.send({ op: 'hello', token: user.token, since, more: { deep: [1] } });
        await socket.op('ready');
        await socket.close();
      }
      const socket = await dialFoyer(target);
      socket.send({ op: 'hello', token: { toString: 1 } });
      assert.equal((await socket.end()).code, 4400);
    });
  });
});
