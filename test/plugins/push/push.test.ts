import assert from 'node:assert/strict';
import { placeOf } from '../../../app/messaging/journal/message-id.ts';
import { Push } from '../../../plugins/push/push.ts';
import type { TestApp } from '../../support/app.ts';
import { createOpenUser, post } from '../../support/chat.ts';
import { createUser, createVisitor, login, type TestUser } from '../../support/factory.ts';
import { makeGroup, postIn } from '../../support/group-chat.ts';
import { describeStores } from '../../support/matrix.ts';
import { foyerSocket } from '../../support/socket.ts';
import { until } from '../../support/wait.ts';
import { Browser, PushDouble } from './double.ts';

describeStores('web push', (store) => {
  let service: PushDouble;
  let target: TestApp;
  let sender: TestUser;

  before(async () => {
    service = await PushDouble.start();
    target = await store.boot({
      config: { push: { hosts: [service.origin], gather: 5, retry: 5 }, schedule: { jobs: { pause: { first: 20 } } } },
    });
    sender = await createUser(target, { nickname: '小明' });
  });
  after(async () => {
    await target.close();
    await service.stop();
  });

  async function subscribed(user: TestUser): Promise<Browser> {
    const browser = new Browser(service.origin);
    const { status, data } = await subscribe(user, browser);
    assert.deepEqual([status, data], [200, true]);
    return browser;
  }

  function subscribe(user: TestUser, browser: Browser) {
    return target.api.as(user.token).post('/api/chat/push/subscribe', browser.subscription);
  }

  async function isKnown(browser: Browser): Promise<boolean> {
    return (await target.app.sql.query('SELECT id FROM push_subscription WHERE endpoint = ?', [browser.endpoint])).length > 0;
  }

  /** Something that is pushed for sure; what was not pushed by then never is. */
  async function afterwards(): Promise<void> {
    const user = await createOpenUser(target);
    const browser = await subscribed(user);
    await post(target, sender, { to: user.id, data: 'afterwards' });
    await until(() => service.of(browser).length > 0);
  }

  it('M22 tells a browser whose user is away, encrypted, with who and what', async () => {
    const user = await createOpenUser(target);
    const browser = await subscribed(user);
    await post(target, sender, { to: user.id, data: `你好 ${'😀'.repeat(100)}` });
    const push = await until(() => service.of(browser)[0]);
    assert.ok(push);
    assert.equal(push.headers['ttl'], '86400');
    assert.equal(push.headers['content-encoding'], 'aes128gcm');
    assert.equal(push.headers['topic'], `single-${sender.id}`);
    const { data: key } = await target.api.as(user.token).get<string>('/api/chat/push/key');
    assert.match(String(push.headers.authorization), new RegExp(`^vapid t=.+, k=${key}$`));
    assert.ok(!push.body.includes('你好'));
    const { text, ...rest } = browser.read(push);
    assert.deepEqual(rest, { kind: 'single', id: sender.id, title: '小明', from: '', type: 'text' });
    assert.equal(text, `你好 ${'😀'.repeat(76)}…`);
  });

  it('tells nobody who has a socket open, and not the sender', async () => {
    const user = await createOpenUser(target);
    const [browser, own] = [await subscribed(user), await subscribed(sender)];
    await foyerSocket(target, user.token);
    await post(target, sender, { to: user.id, data: 'hello' });
    await afterwards();
    assert.deepEqual([service.of(browser), service.of(own)], [[], []]);
  });

  it('M23 a muted conversation pushes nothing but what calls its reader', async () => {
    const [quiet, loud] = [await createUser(target), await createUser(target)];
    const groupId = await makeGroup(target, [sender, quiet, loud], '老群');
    const [quietBrowser, loudBrowser] = [await subscribed(quiet), await subscribed(loud)];
    await target.api.as(quiet.token).post('/api/chat/conversation/set', { conversation: groupId, quiet: true });
    await postIn(target, sender, { to: groupId, data: 'for all' });
    await until(() => service.of(loudBrowser).length === 1);
    assert.deepEqual(service.of(quietBrowser), []);
    await postIn(target, sender, { to: groupId, data: '@you', options: { mention: { users: [quiet.id], all: false } } });
    const push = await until(() => service.of(quietBrowser)[0]);
    assert.deepEqual(quietBrowser.read(push!), { kind: 'group', id: groupId, title: '老群', from: '小明', type: 'text', text: '@you' });
  });

  it('G72 a message that was taken back before it is pushed is told to nobody; the call before it is', async () => {
    const quiet = await createUser(target);
    const groupId = await makeGroup(target, [sender, quiet]);
    await target.api.as(quiet.token).post('/api/chat/conversation/set', { conversation: groupId, quiet: true });
    const options = { mention: { users: [quiet.id], all: false } };
    const sent = [
      await postIn(target, sender, { to: groupId, data: '@first', options }),
      await postIn(target, sender, { to: groupId, data: '@taken back', options }),
    ];
    await target.api.as(sender.token).post('/api/chat/revokeMessage', { id: sent[1]?.data.id });
    const browser = await subscribed(quiet);
    const push = new Push(target.app);
    for (const { data } of sent) {
      push.note({
        conversationId: groupId,
        seq: placeOf(data.id).seq,
        senderId: sender.id,
        name: '小明',
        type: 'text',
        data: String(data.data),
      });
    }
    const told = await until(() => service.of(browser)[0]);
    assert.equal(browser.read(told!).text, '@first');
    await push.close();
    assert.equal(service.of(browser).length, 1);
  });

  it('forgets a browser that is gone, and tries a busy service again, for as long as it is busy', async () => {
    const [gone, busy] = [await createOpenUser(target), await createOpenUser(target)];
    const [goneBrowser, busyBrowser] = [await subscribed(gone), await subscribed(busy)];
    service.answers.push(410);
    await post(target, sender, { to: gone.id, data: 'hello' });
    await until(async () => !(await isKnown(goneBrowser)));
    service.answers.push(503, 429, 500);
    await post(target, sender, { to: busy.id, data: 'hello' });
    await until(() => service.of(busyBrowser).length === 4);
    await afterwards();
    assert.equal(service.of(busyBrowser).length, 4);
    assert.equal(busyBrowser.read(service.of(busyBrowser)[3]!).text, 'hello');
    await until(async () => (await target.app.sql.query('SELECT id FROM job')).length === 0);
    assert.ok(await isKnown(busyBrowser));
  });

  it('tells a session that has ended nothing, and forgets it', async () => {
    const user = await createOpenUser(target);
    const browser = await subscribed(user);
    await login(target, user.id);
    await post(target, sender, { to: user.id, data: 'hello' });
    await afterwards();
    assert.deepEqual(service.of(browser), []);
    await target.app.createAnonymousContext().service.push.prune();
    assert.equal(await isKnown(browser), false);
  });

  it('D10 a browser is forgotten by its own user only; whoever signs in there takes it over', async () => {
    const [user, other] = [await createOpenUser(target), await createOpenUser(target)];
    const browser = await subscribed(user);
    const { endpoint } = browser;
    assert.equal((await target.api.as(other.token).post('/api/chat/push/unsubscribe', { endpoint })).data, false);
    assert.ok(await isKnown(browser));
    await subscribe(other, browser);
    assert.equal((await target.api.as(user.token).post('/api/chat/push/unsubscribe', { endpoint })).data, false);
    assert.equal((await target.api.as(other.token).post('/api/chat/push/unsubscribe', { endpoint })).data, true);
    assert.equal(await isKnown(browser), false);
  });

  it('remembers a browser once when it asks many times at once, for visitors too, and ten per user', async () => {
    const visitor = await createVisitor(target);
    const browser = new Browser(service.origin);
    const answers = await Promise.all(Array.from({ length: 5 }, () => subscribe(visitor, browser)));
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
    for (let count = 0; count < 10; count += 1) await subscribed(visitor);
    const rows = await target.app.sql.query('SELECT id FROM push_subscription WHERE user_id = ?', [visitor.id]);
    assert.equal(rows.length, 10);
    assert.equal(await isKnown(browser), false);
  });

  it('refuses addresses of no push service, and keys that are none', async () => {
    const api = target.api.as(sender.token);
    const { keys } = new Browser(service.origin).subscription;
    for (const endpoint of ['https://127.0.0.1/x', 'http://169.254.169.254/latest', `${target.url}/x`, 'nothing', '😀']) {
      const { status, code } = await api.post('/api/chat/push/subscribe', { endpoint, keys });
      assert.deepEqual([status, code], [400, 'push_endpoint'], endpoint);
    }
    for (const wrong of [{}, { ...keys, p256dh: 'short' }, { ...keys, auth: '' }, null, 'keys']) {
      const { status } = await api.post('/api/chat/push/subscribe', { endpoint: `${service.origin}/x`, keys: wrong });
      assert.equal(status, 422, JSON.stringify(wrong));
    }
  });

  it('U2 counts changes against a limit of its own', async () => {
    const limited = await store.boot({ config: { push: { changes: { points: 2, window: 60_000, perAddress: 3 } } } });
    try {
      const [one, other] = [await createUser(limited), await createUser(limited)];
      const change = async ({ token }: { token: string }) =>
        (await limited.api.as(token).post('/api/chat/push/unsubscribe', { endpoint: 'https://fcm.googleapis.com/x' })).status;
      assert.deepEqual([await change(one), await change(one), await change(one)], [200, 200, 429]);
      assert.equal(await change(other), 429, 'an address has a limit too');
      assert.equal((await limited.api.as(other.token).get('/api/chat/push/key')).status, 200);
    } finally {
      await limited.close();
    }
  });

  it('keys that fit no browser end its subscription, not the message', async () => {
    const user = await createOpenUser(target);
    const browser = new Browser(service.origin);
    const keys = { ...browser.subscription.keys, p256dh: `B${'A'.repeat(86)}` };
    await target.api.as(user.token).post('/api/chat/push/subscribe', { endpoint: browser.endpoint, keys });
    assert.equal((await post(target, sender, { to: user.id, data: 'hello' })).status, 200);
    await until(async () => !(await isKnown(browser)));
  });

  it('its key comes from the store: the next one who asks it has the same', async () => {
    const path = '/api/chat/push/key';
    const { data: key } = await target.api.as(sender.token).get<string>(path);
    assert.equal(Buffer.from(key, 'base64url').length, 65);
    assert.equal((await new Push(target.app).keys()).publicKey, key);
  });
});
