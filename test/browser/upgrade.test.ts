import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { NewVersion } from './new-version.ts';
import { eventually, settled, Stage, type Person } from './stage.ts';
import { chatWith, say, twoFriends } from './talk.ts';

interface Styled {
  readonly ownerDocument: { readonly defaultView: { getComputedStyle(element: Styled): { readonly overflowY: string } } };
}

function overflowOf(element: Styled): string {
  return element.ownerDocument.defaultView.getComputedStyle(element).overflowY;
}

describe('web/messenger: an upgrade under an open page', function () {
  this.timeout(120_000);
  const stage = Stage.serve();
  let version: NewVersion;
  let ann: Person;
  let bob: Person;

  before(async () => {
    version = new NewVersion(stage);
    [ann, bob] = await twoFriends(stage, 'g31_ann', 'g31_bob');
    await say(stage, bob, ann, 'hello');
  });
  afterEach(() => version.withdraw());

  async function open(path: string, options = {}): Promise<Page> {
    const page = await stage.screen({ person: ann, path, ...options });
    await settled(page);
    return page;
  }

  /** Whether a page is of the new version. */
  function isNew(page: Page): Promise<boolean> {
    return page.evaluate<boolean>(`document.querySelector('script[type=module]').src.includes('/v2-')`);
  }

  for (const serviceWorkers of ['block', 'allow'] as const) {
    describe(serviceWorkers === 'allow' ? 'with the service worker' : 'without a service worker', () => {
      it('G31 a click goes where it leads, in the new version', async () => {
        const page = await open('/app/conversations', { serviceWorkers });
        if (serviceWorkers === 'allow') await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
        version.release();
        await page.getByRole('link', { name: 'Settings' }).click();
        await page.getByRole('link', { name: 'Privacy' }).waitFor();
        assert.equal(await isNew(page), true);
        assert.equal(new URL(page.url()).pathname, '/app/settings');
      });

      it('G31 a part that is no page of its own comes with the new version, too', async () => {
        const page = await open('/app/settings', { serviceWorkers });
        version.release();
        await page.getByRole('link', { name: 'Password' }).click();
        await page.getByLabel('New password').first().waitFor();
        assert.equal(await isNew(page), true);
      });

      it('G31 whoever is writing is asked first, and the draft is still there', async () => {
        const page = await open(chatWith(bob), { serviceWorkers });
        const input = page.getByRole('textbox', { name: 'Write a message' });
        await input.fill('half a sentence');
        version.release();
        // The panel comes as one looks for it, and the focus stays where it is.
        await input.evaluate((field: { focus(): void }) => field.focus());
        await page.getByRole('button', { name: 'Emoji' }).dispatchEvent('click');
        await page.getByText('There is a new version.').first().waitFor();
        assert.equal(await isNew(page), false);
        await page.getByRole('button', { name: 'Load it' }).click();
        await eventually(() => isNew(page));
        await settled(page);
        assert.equal(await page.getByRole('textbox', { name: 'Write a message' }).inputValue(), 'half a sentence');
      });

      it('G31 a click without a network says so, and after the return the page is there with its styles', async () => {
        const page = await open('/app/conversations', { serviceWorkers });
        stage.line.cut();
        await page.getByRole('link', { name: 'Contacts' }).click();
        await page.getByText('This part could not be loaded.').first().waitFor();
        stage.line.restore();
        await settled(page);
        await page.getByRole('link', { name: 'Contacts' }).click();
        await page.getByRole('link', { name: 'Blocked people' }).waitFor();
        assert.equal(await page.locator('.shelf').evaluate(overflowOf), 'auto');
      });
    });
  }

  it('G31 a page that was opened once is there after a reload without a server, and goes on by itself', async () => {
    const page = await open(chatWith(bob));
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    await eventually(() => page.evaluate<boolean>(`caches.match('/app/').then(Boolean)`));
    await eventually(() =>
      page.evaluate<boolean>(
        `Promise.all(performance.getEntriesByType('resource').filter(({ name }) => name.includes('/app/assets/')).map(({ name }) => caches.match(name))).then((all) => all.every(Boolean))`,
      ),
    );
    stage.line.cut();
    await page.reload();
    await page.getByText('Reconnecting…').waitFor();
    stage.line.restore();
    await page.getByText('hello', { exact: true }).first().waitFor();
    await settled(page);
  });

  it('G31 a version whose parts are not there either is loaded once, and then one is told', async () => {
    const page = await open('/app/conversations', { serviceWorkers: 'block' });
    await page.route('**/app/assets/*SettingsPane*', (route) => route.abort());
    let loads = 0;
    page.on('request', (request) => void (request.isNavigationRequest() && loads++));
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByText('A part of the page could not be loaded.').first().waitFor();
    assert.equal(loads, 1);
  });
});
