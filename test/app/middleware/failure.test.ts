import assert from 'node:assert/strict';
import net from 'node:net';
import { after, before, beforeEach, describe, it } from 'mocha';
import { ChatError } from '../../../app/error.ts';
import { EngineUnavailable } from '../../../engine/error.ts';
import { failed, startEdge, type Edge } from './edge.ts';
import { thrown } from './fixture/app/router.ts';

describe('app/middleware/failure', () => {
  let edge: Edge;
  before(async () => {
    edge = await startEdge();
  });
  after(() => edge.app.close());
  beforeEach(() => edge.logged.splice(0));

  it('answers an error of the table with its text, code and status', async () => {
    thrown.value = new ChatError('username_taken');
    const answer = await edge.get('/fail');
    assert.equal(answer.status, 409);
    assert.deepEqual(answer.body, failed('username_taken', '该账号已存在，请换一个账号注册'));
    assert.deepEqual(edge.logged, []);
  });

  it('speaks English to who prefers it', async () => {
    thrown.value = new ChatError('recall_late', { minutes: 5 });
    const answer = await edge.get('/fail', { 'accept-language': 'en-US,en;q=0.9,zh;q=0.1' });
    assert.deepEqual(answer.body, failed('recall_late', 'You can recall a message within 5 minutes only'));
    assert.match(answer.headers.get('vary') ?? '', /Accept-Language/);
  });

  it('answers an unknown route, and a route that found nothing, with not_found', async () => {
    for (const path of ['/nowhere', '/message/1/', '/MESSAGE/1', '/missing/row', '/%E0%A4%A']) {
      const answer = await edge.get(path);
      assert.equal(answer.status, 404, path);
      assert.deepEqual(answer.body, failed('not_found', '接口不存在'), path);
    }
  });

  it('names the methods of a route that exists for others', async () => {
    const answer = await edge.get('/message/1');
    assert.equal(answer.status, 405);
    assert.deepEqual(answer.body, failed('method_not_allowed', '不支持的请求方法'));
    assert.equal(answer.headers.get('allow'), 'POST');
  });

  it('answers 503 with Retry-After when a store is down, and logs it', async () => {
    thrown.value = new EngineUnavailable('redis://secret@host does not answer');
    const answer = await edge.get('/fail');
    assert.equal(answer.status, 503);
    assert.equal(answer.headers.get('retry-after'), '2');
    assert.deepEqual(answer.body, failed('unavailable', '服务暂时不可用，请稍后再试'));
    assert.deepEqual(edge.logged, [{ level: 'warn', fields: { err: thrown.value }, message: 'unavailable at GET /fail' }]);
  });

  it('tells a client that is too fast when to come back', async () => {
    thrown.value = new ChatError('too_many', {}, { retryAfter: 0.2 });
    assert.equal((await edge.get('/fail')).headers.get('retry-after'), '1');
    thrown.value = new ChatError('too_many');
    assert.equal((await edge.get('/fail')).headers.get('retry-after'), '60');
  });

  it('logs anything unknown with its stack and shows none of it', async () => {
    for (const value of [new TypeError('password is hunter2'), 'hunter2', undefined, { hunter2: 1 }]) {
      thrown.value = value;
      edge.logged.splice(0);
      const answer = await edge.get('/fail?token=hunter2');
      assert.equal(answer.status, 500);
      assert.deepEqual(answer.body, failed('internal', '服务器内部错误'));
      assert.equal(edge.logged.length, 1);
      assert.equal(edge.logged[0]?.message, 'internal error at GET /fail');
    }
  });

  it('leaves an answer that has begun to the end of its connection', async () => {
    const socket = net.connect(Number(new URL(edge.url).port), '127.0.0.1');
    socket.write('GET /partial HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
    socket.once('data', () => socket.end());
    await new Promise((resolve) => socket.once('close', resolve));
    assert.match(String(edge.logged[0]?.message), /too late/);
    assert.equal((await edge.get('/language')).status, 200);
  });
});
