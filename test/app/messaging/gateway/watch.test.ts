import assert from 'node:assert/strict';
import { checkSessions, recover } from '../../../../app/messaging/gateway/watch.ts';
import { anew } from '../../../support/anew.ts';
import { createOpenUser, post, postAll, texts } from '../../../support/chat.ts';
import { describeStores } from '../../../support/matrix.ts';
import { foyerSocket, plainSocket } from '../../../support/socket.ts';

describeStores('the periodic check', (store) => {
  // By hand only.
  const target = store.serve({ config: { gateway: { check: 600_000, spread: 50 } } });
  const user = anew(() => createOpenUser(target));
  const peer = anew(() => createOpenUser(target));

  const route = async () => (await target.app.engine.presence.check([user.id]))[0];
  const hold = async () => {
    const [session] = target.app.chat.sessions.of(user.id);
    assert.ok(session);
    return { userId: user.id, sessionId: session.login.id, fence: session.fence, node: target.app.chat.node };
  };

  it('D18 D22 writes a lost route again', async () => {
    const socket = await foyerSocket(target, user.token);
    await target.app.engine.presence.release(await hold());
    assert.deepEqual((await route())?.nodes, []);
    await checkSessions(target.app);
    assert.deepEqual((await route())?.nodes, [target.app.chat.node]);
    await socket.ask({ op: 'ping' }, 'pong');
    await socket.close();
  });

  it('D17 ends a socket that somebody outranks, though every kick was lost', async () => {
    const socket = await plainSocket(target, user.token);
    const mine = await hold();
    await target.app.engine.presence.restore({ ...mine, sessionId: mine.sessionId + 1, fence: mine.fence + 1, node: 'another' });
    await checkSessions(target.app);
    assert.equal((await socket.end()).code, 4001);
    assert.equal((await route())?.fence, mine.fence + 1);
  });

  it('G92 silences a plain socket whose login has a newer one elsewhere, and lets it speak when that is gone', async () => {
    const socket = await plainSocket(target, user.token);
    const mine = await hold();
    const newer = { ...mine, fence: mine.fence + 1, node: 'another' };
    const isSilent = (): boolean | undefined => [...target.app.chat.sessions.of(user.id)][0]?.isSilent;
    await target.app.engine.presence.renew('another');
    await target.app.engine.presence.restore(newer);
    await checkSessions(target.app);
    assert.deepEqual([isSilent(), socket.closed], [true, undefined]);
    await checkSessions(target.app);
    assert.equal((await route())?.fence, newer.fence);
    await target.app.engine.presence.release(newer);
    await checkSessions(target.app);
    assert.deepEqual([isSilent(), (await route())?.nodes], [false, [target.app.chat.node]]);
    await post(target, peer, { to: user.id, data: 'hears again' });
    assert.deepEqual(await socket.got(1), ['hears again']);
    await socket.close();
    await target.app.engine.presence.leave('another');
  });

  it('leaves a socket alone whose route says what it holds', async () => {
    const socket = await foyerSocket(target, user.token);
    const before = await route();
    await checkSessions(target.app);
    assert.deepEqual(await route(), before);
    assert.equal(socket.closed, undefined);
    await socket.close();
  });

  it('D23 finds messages whose wake-up was lost', async () => {
    const socket = await foyerSocket(target, user.token);
    const [session] = target.app.chat.sessions.of(user.id);
    assert.ok(session);
    session.feed.offer = () => undefined;
    session.feed.wake = () => undefined;
    await postAll(target, peer, { to: user.id, texts: texts(3) });
    Reflect.deleteProperty(session.feed, 'wake');
    Reflect.deleteProperty(session.feed, 'offer');
    assert.deepEqual(socket.texts, []);
    await checkSessions(target.app);
    assert.deepEqual(await socket.got(3), texts(3));
    await socket.close();
  });

  it('fills every session from SQL after a loss, and forgets what it had cached', async () => {
    const socket = await foyerSocket(target, user.token);
    const { mailbox } = target.app.engine;
    const push = mailbox.push.bind(mailbox);
    mailbox.push = () => Promise.resolve({ epoch: 'of a store that is gone', last: 0, nodes: [] });
    const [session] = target.app.chat.sessions.of(user.id);
    assert.ok(session);
    session.feed.wake = () => undefined;
    await post(target, peer, { to: user.id, data: 'into the void' });
    mailbox.push = push;
    Reflect.deleteProperty(session.feed, 'wake');
    assert.equal(target.app.caches.user.peek(user.id)?.id, user.id);
    recover(target.app);
    assert.equal(target.app.caches.user.peek(user.id), undefined);
    assert.deepEqual(await socket.got(1), ['into the void']);
    await socket.close();
  });
});
