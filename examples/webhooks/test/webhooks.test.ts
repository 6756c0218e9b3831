import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { bootApp, createUser, createVisitor, foyerSocket, makeFriends, until, type TestApp } from '@foyer-chat/foyer/test';
import { isSigned } from '../src/verify.ts';
import { Receiver } from './receiver.ts';

const PACKAGE = path.dirname(import.meta.dirname);
const QUICK = { look: 10, timeout: 500, pause: { first: 100, longest: 400 }, privateHosts: ['127.0.0.1'] };

describe('webhooks', () => {
  const receiver = new Receiver();
  let target: TestApp;
  let endpoint: { id: number; secret: string };

  before(async () => {
    await receiver.listen();
    target = await bootApp({ plugins: { webhooks: { path: PACKAGE } }, config: { webhooks: QUICK } });
    endpoint = await webhooks().add(receiver.url, ['message.created', 'visitor.registered', 'member.joined']);
  });
  after(async () => {
    await target.close();
    await receiver.close();
  });
  beforeEach(() => {
    receiver.calls.length = 0;
    receiver.answer = () => 204;
  });

  const webhooks = () => target.app.createAnonymousContext().service.webhooks;
  const register = async () => {
    const device = { deviceId: crypto.randomUUID(), timestamp: Date.now() };
    return (await target.api.post<{ id: number; token: string }>('/api/visitorRegister', device)).data;
  };
  /** Two who may write to each other. */
  const friends = async () => {
    const [ann, ben] = [await createUser(target, { nickname: 'Ann' }), await createUser(target)];
    await makeFriends(target, ann.id, ben.id);
    return { ann, ben };
  };
  const metrics = async (): Promise<string> => (await fetch(`${target.url}/metrics`)).text();

  it('tells of messages, with who wrote them', async () => {
    const { ann, ben } = await friends();
    const socket = await foyerSocket(target, ann.token);
    await socket.say(ben.id, 'hello');
    await until(() => receiver.events('message.created').length === 1);
    const [{ data }] = receiver.events('message.created') as [{ data: Record<string, unknown> }];
    const { id: _id, conversation: _conversation, ...rest } = data;
    const sender = { id: ann.id, uuid: ann.uuid, name: 'Ann', role: 'user' };
    assert.deepEqual(rest, { seq: 1, group: null, sender, type: 'text', data: 'hello', is_automatic: false });
  });

  it('tells of visitors and of members', async () => {
    const visitor = await register();
    const { ann } = await friends();
    const { data: room } = await target.api.as(ann.token).post<{ id: number }>('/api/chat/room/create', { name: `r${visitor.id}` });
    await target.api.as(visitor.token).post('/api/chat/room/join', { id: room.id });
    await until(() => receiver.events('member.joined').length === 1);
    const registered = receiver.events<{ id: number; role: string }>('visitor.registered').map(({ data: { id, role } }) => ({ id, role }));
    assert.deepEqual(registered, [{ id: visitor.id, role: 'visitor' }]);
    const [{ data }] = receiver.events('member.joined') as [{ data: { group: object; user: { id: number } } }];
    assert.deepEqual([data.group, data.user.id], [{ id: room.id, name: `r${visitor.id}` }, visitor.id]);
  });

  it('signs the time and the body', async () => {
    await register();
    await until(() => receiver.calls.length === 1);
    const [{ body, signature }] = receiver.calls as [{ body: string; signature: string }];
    const { secret } = endpoint;
    assert.equal(isSigned(body, signature, { secret }), true);
    assert.equal(isSigned(`${body} `, signature, { secret }), false);
    assert.equal(isSigned(body, signature, { secret: `${secret}x` }), false);
    assert.equal(isSigned(body, signature.replace(/t=\d+/, 't=1'), { secret }), false);
    assert.equal(isSigned(body, signature, { secret, age: -1 }), false);
    assert.equal(isSigned(body, 'v1=', { secret }), false);
  });

  it('tries again with growing pauses, under the same number, and says so', async () => {
    let refusals = 3;
    receiver.answer = () => ((refusals -= 1) < 0 ? 200 : 503);
    await register();
    await until(() => receiver.calls.length === 4);
    assert.equal(new Set(receiver.calls.map(({ delivery }) => delivery)).size, 1);
    const pauses = receiver.calls.slice(1).map(({ at }, index) => at - (receiver.calls[index]?.at ?? 0));
    for (const [index, least] of [100, 200, 400].entries()) assert.ok((pauses[index] ?? 0) >= least - 5, `${pauses}`);
    assert.match(await metrics(), /webhooks_calls_total\{event="visitor.registered",end="failed"\} 3/);
    await until(async () => /webhooks_waiting 0/.test(await metrics()));
  });

  it('holds up nothing else for an event that is never taken', async () => {
    const bad = await register();
    receiver.answer = ({ body }) => (body.includes(`"id":${bad.id},`) ? 400 : 200);
    await until(() => receiver.calls.length > 0);
    const good = await register();
    await until(() => receiver.events<{ id: number }>('visitor.registered').some(({ data }) => data.id === good.id));
    await until(async () => (await webhooks().list())[0]?.waiting === 1);
    assert.equal((await webhooks().list())[0]?.error, 'it answered 400');
    await target.app.sql.execute('DELETE FROM webhooks_delivery');
  });

  it('gives up after its time, and begins again when it is told to', async () => {
    receiver.answer = () => 500;
    await register();
    await until(() => receiver.calls.length > 0);
    await target.app.sql.execute('UPDATE webhooks_delivery SET created_at = 1');
    await until(async () => (await webhooks().list())[0]?.failed === 1);
    receiver.answer = () => 204;
    assert.equal(await webhooks().retry(), 1);
    await until(async () => (await target.app.sql.query('SELECT id FROM webhooks_delivery')).length === 0);
  });

  it('tells nothing of who was erased meanwhile, and shows what waits to whom it is about', async () => {
    receiver.answer = () => 500;
    const { id } = await createVisitor(target);
    await target.app.sql.transaction(async (tx) => {
      const hooks = target.app.chat.hooks;
      await hooks.run('withinRegister', { tx, userId: id, role: 'visitor', origin: target.app.createAnonymousContext() });
    });
    const waiting = 'SELECT user_id FROM webhooks_delivery WHERE user_id = ?';
    assert.equal((await target.app.sql.query(waiting, [id])).length, 1);
    await target.app.createAnonymousContext().service.erasure.erase(id);
    assert.deepEqual(await target.app.sql.query(waiting, [id]), []);
  });

  it('keeps no event of what was not committed', async () => {
    const before = await target.app.sql.query('SELECT id FROM webhooks_delivery');
    const { hooks } = target.app.chat;
    const undone = target.app.sql.transaction(async (tx) => {
      await hooks.run('withinRegister', { tx, userId: 1, role: 'visitor', origin: target.app.createAnonymousContext() });
      throw new Error('undone');
    });
    await assert.rejects(undone, /undone/);
    assert.deepEqual(await target.app.sql.query('SELECT id FROM webhooks_delivery'), before);
  });
});

describe('README.md', () => {
  it('shows the check as it is', () => {
    const [readme, source] = ['README.md', 'src/verify.ts'].map((file) => fs.readFileSync(path.join(PACKAGE, file), 'utf8')) as [
      string,
      string,
    ];
    const code = source.slice(source.indexOf('/** What Foyer signs'));
    assert.ok(readme.includes(code));
  });
});
