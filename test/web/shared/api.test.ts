import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Api } from '../../../web/shared/api.ts';

interface Asked {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

describe('web/shared/api', () => {
  let server: Server;
  let api: Api;
  let asked: Asked;
  let answer: { status: number; body: string };
  let language = 'en';

  before(async () => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        asked = { method: request.method, url: request.url, headers: request.headers, body: Buffer.concat(chunks).toString() };
        response.writeHead(answer.status, { 'Content-Type': 'application/json', Connection: 'close' }).end(answer.body);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    api = new Api({ base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, language: () => language });
  });

  after(() => {
    server.close();
  });

  const reply = (status: number, body: unknown): void => {
    answer = { status, body: typeof body === 'string' ? body : JSON.stringify(body) };
  };
  const account = { id: 7, uuid: 'u', username: 'ann', nickname: '', avatar: '', role: 'user', token: 't0' };

  it('posts JSON in the page’s language and takes the data out of the envelope', async () => {
    reply(200, { msg: 'ok', data: account });
    assert.deepEqual(await api.login({ username: 'ann', password: 'secret' }), account);
    assert.deepEqual([asked.method, asked.url, asked.body], ['POST', '/api/loginChat', '{"username":"ann","password":"secret"}']);
    assert.deepEqual([asked.headers['accept-language'], asked.headers['content-type']], ['en', 'application/json']);
    assert.equal(asked.headers['token'], undefined);
    language = 'zh';
    await api.register({ username: 'ann', password: 'secret' });
    assert.deepEqual([asked.url, asked.headers['accept-language']], ['/api/regChat', 'zh']);
  });

  it('sends the token in a header where there is one', async () => {
    reply(200, { msg: 'ok', data: account });
    await api.visitorRegister('d'.repeat(36), 'old');
    assert.deepEqual([asked.url, asked.headers['token']], ['/api/visitorRegister', 'old']);
    const { deviceId, timestamp } = JSON.parse(asked.body) as { deviceId: string; timestamp: number };
    assert.equal(deviceId.length, 36);
    assert.ok(Math.abs(timestamp - Date.now()) < 5000);
    reply(200, { msg: 'ok', data: true });
    await api.logout('t1');
    assert.deepEqual([asked.url, asked.headers['token']], ['/api/chat/logout', 't1']);
  });

  it('G77 says the time by the server’s clock where its own is wrong, once', async () => {
    const began = Date.now();
    reply(403, { msg: 'fail', data: '请求已过期', code: 'signature_expired' });
    const wrong = { deviceId: 'd'.repeat(36), timestamp: began - 3_600_000 };
    await assert.rejects(api.call('/api/visitorRegister', { body: wrong }), { code: 'signature_expired' });
    const { timestamp } = JSON.parse(asked.body) as { timestamp: number };
    assert.ok(Math.abs(timestamp - began) < 5000, String(timestamp - began));
  });

  it('reads the service account and sent messages', async () => {
    reply(200, { msg: 'ok', data: { kefu: account } });
    assert.equal((await api.demo()).kefu.id, 7);
    assert.equal(asked.method, 'GET');
    reply(200, { msg: 'ok', data: { id: 'm1' } });
    const message = { sendto_id: 7, chatType: 'single', type: 'text', data: 'hi' } as const;
    assert.equal((await api.send('t1', message)).id, 'm1');
    assert.deepEqual([asked.url, JSON.parse(asked.body)], ['/api/chat/socket/sendmessage', message]);
  });

  it('throws the code, the status and the text of a failure', async () => {
    reply(400, { msg: 'fail', data: '账户或密码错误', code: 'credentials_wrong' });
    const failure = { name: 'ApiError', code: 'credentials_wrong', status: 400, text: '账户或密码错误' };
    await assert.rejects(api.login({ username: 'ann', password: 'wrong' }), failure);
  });

  it('says when the answer is not ours', async () => {
    for (const [status, body] of [
      [502, '<html>'],
      [200, 'null'],
      [200, '{"msg":"ok"}'],
      [200, '{"msg":"ok","data":{"id":"7"}}'],
      [500, '[]'],
    ] as const) {
      reply(status, body);
      await assert.rejects(api.login({ username: 'ann', password: 'x' }), { code: 'unreadable', status });
    }
  });

  it('says when there is no answer', async () => {
    const closed = new Api({ base: 'http://127.0.0.1:1' });
    await assert.rejects(closed.demo(), { code: 'unreachable', status: 0 });
  });
});
