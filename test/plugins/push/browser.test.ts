import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { noSeriousViolations } from '../../browser/axe.ts';
import { eventually, NARROW, settled, Stage, type Person } from '../../browser/stage.ts';
import { testWithout } from '../../browser/without.ts';

/** Chromium's push service is not there in a test: what the page asks of the browser is answered as it would. */
const BROWSER = `
  let subscription = null;
  const keys = { p256dh: 'BF' + 'A'.repeat(85), auth: 'A'.repeat(22) };
  const made = (endpoint) => ({ endpoint, toJSON: () => ({ endpoint, keys }), unsubscribe: async () => ((subscription = null), true) });
  PushManager.prototype.getSubscription = async () => subscription;
  PushManager.prototype.subscribe = async ({ applicationServerKey }) =>
    (subscription = made('https://fcm.googleapis.com/fcm/send/' + applicationServerKey.slice(0, 20)));
  Object.defineProperty(Notification, 'permission', { get: () => globalThis.allowed ?? 'default' });
  Notification.requestPermission = async () => (globalThis.asked = (globalThis.asked ?? 0) + 1, globalThis.allowed = globalThis.answer ?? 'granted');
`;

describe('web/messenger: web push', function () {
  this.timeout(120_000);
  const stage = Stage.serve();

  async function at(person: Person, options = {}): Promise<Page> {
    const page = await stage.screen({ person, path: '/app/settings/profile', ...options });
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    await page.addInitScript(BROWSER);
    await page.goto(`${stage.line.url}/app/settings/notifications`);
    await settled(page);
    return page;
  }

  async function browsersOf({ id }: Person): Promise<number> {
    return (await stage.served.app.sql.query('SELECT id FROM push_subscription WHERE user_id = ?', [id])).length;
  }

  it('M22 pushes are asked for by a click, and end by another or by signing out', async () => {
    const person = await stage.person('push_ann');
    const page = await at(person);
    const toggle = page.getByRole('switch', { name: 'Notify me of new messages' });
    await toggle.waitFor();
    await noSeriousViolations(page);
    assert.equal(await page.evaluate('globalThis.asked ?? 0'), 0);
    await toggle.click();
    await page.getByText('Notifications are on').waitFor();
    assert.equal(await browsersOf(person), 1);
    await toggle.click();
    await page.getByText('Notifications are off').waitFor();
    assert.equal(await browsersOf(person), 0);
    await toggle.click();
    await page.getByText('Notifications are on').waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL(/sign-in/);
    await eventually(() => page.evaluate('PushManager.prototype.getSubscription().then((one) => one === null)'));
  });

  it('says what to do where the browser blocks notifications', async () => {
    const person = await stage.person('push_bob');
    const page = await at(person, { ...NARROW, colorScheme: 'dark' });
    await page.evaluate("globalThis.answer = 'denied'");
    const toggle = page.getByRole('switch', { name: 'Notify me of new messages' });
    await toggle.click();
    await page.getByText('The browser blocks notifications').waitFor();
    assert.ok(await toggle.isDisabled());
    assert.equal(await browsersOf(person), 0);
    await noSeriousViolations(page);
    if (process.env['PUSH_SHOT']) await page.screenshot({ path: process.env['PUSH_SHOT'] });
  });

  it('M22 a push shows one notification per conversation, and none for the one that is looked at', async () => {
    const person = await stage.person('push_eve');
    const page = await stage.screen({ person, path: '/app/settings/profile', permissions: ['notifications'] });
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    const session = await page.context().newCDPSession(page);
    const ids: string[] = [];
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) =>
      ids.push(...registrations.map((one) => one.registrationId)),
    );
    await session.send('ServiceWorker.enable');
    await eventually(async () => Promise.resolve(ids.length > 0));
    const push = async (id: number, text: string): Promise<void> => {
      const data = JSON.stringify({ kind: 'single', id, title: 'Ann', from: '', type: 'text', text });
      await session.send('ServiceWorker.deliverPushMessage', { origin: stage.line.url, registrationId: ids[0]!, data });
    };
    // A browser without a screen shows none: what it is told to show is written down, one for each tag as browsers keep them.
    const [worker] = page.context().serviceWorkers();
    await worker?.evaluate(
      'registration.showNotification = async (title, { tag, body }) => (globalThis.shown ??= new Map()).set(tag, body)',
    );
    await page.goto(`${stage.line.url}/app/conversations/single/${stage.kefu.id}`);
    await settled(page);
    await push(stage.kefu.id, 'looked at');
    await push(4711, 'first');
    await push(4711, '<b>second</b>');
    await eventually(async () => (await worker?.evaluate('[...(globalThis.shown ?? [])].join()')) === 'single-4711,<b>second</b>');
  });
});

testWithout({ unit: 'push', words: ['Notifications'], addresses: ['/app/settings/notifications'] });
