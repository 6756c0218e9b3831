import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { createUser, makeFriends, type TestUser } from '../support/factory.ts';
import { makeGroup } from '../support/ticket.ts';
import { apiOf } from './people.ts';
import { shot } from './shot.ts';
import { eventually, NARROW, settled, Stage } from './stage.ts';
import { say } from './talk.ts';
import { whereThereIs } from '../support/has-unit.ts';

describe('web/messenger: what screens say', function () {
  this.timeout(120_000);
  const stage = Stage.serve();
  let me: TestUser;
  let friend: TestUser;

  before(async () => {
    [me, friend] = [await createUser(stage.served, { nickname: 'Mia' }), await createUser(stage.served, { nickname: 'Finn' })];
    await makeFriends(stage.served, me.id, friend.id);
    await say(stage, friend, me, 'hello');
  });

  async function open(path: string, options = {}): Promise<Page> {
    const page = await stage.screen({ person: me, path: `/app${path}`, ...options });
    await settled(page);
    return page;
  }

  it('G55 a page has one title, its regions speak its language, and only what can be pressed in says so', async () => {
    for (const locale of ['en-GB', 'zh-CN']) {
      const page = await open(`/conversations/single/${friend.id}`, { locale });
      await page.locator('.bubble', { hasText: 'hello' }).waitFor();
      assert.equal(await page.locator('h1:visible').count(), 1);
      assert.equal(await page.locator('[aria-pressed]').count(), 1, 'the microphone alone');
      const labels = await page
        .locator('[role=region]')
        .evaluateAll((regions: { ariaLabel: string | null }[]) => regions.map(({ ariaLabel }) => ariaLabel));
      assert.ok(labels.length > 0 && labels.every((label) => label && /[一-龥]/.test(label) === (locale === 'zh-CN')), labels.join());
    }
    const list = await open('/contacts', NARROW);
    assert.equal(await list.locator('h1:visible').count(), 1);
  });

  it('G56 every clock of the screens has 24 hours', async () => {
    const page = await open('/settings/devices');
    await page.getByText('Signed in').first().waitFor();
    assert.doesNotMatch((await page.locator('.detail').textContent()) ?? '', /\b[AP]M\b/);
    await page.goto(`${stage.line.url}/app/settings/code`);
    await page.getByText('Valid until').first().waitFor();
    assert.doesNotMatch((await page.locator('.detail').textContent()) ?? '', /\b[AP]M\b/);
  });

  whereThereIs('friend', it)('G58 a request that was answered asks no more', async () => {
    const asking = await createUser(stage.served, { nickname: 'Ask' });
    await apiOf(stage, asking).friends.apply(me.id);
    const id = await makeGroup(stage.served, { name: 'Closed', owner: me, mode: 1 });
    await apiOf(stage, asking).joining.enter({ group_id: id });
    const page = await open('/conversations/system/0');
    const told = page.locator('[role=log] .told');
    await eventually(async () => (await told.getByRole('link', { name: 'View' }).count()) === 2);
    const [application] = (await apiOf(stage, me).friends.applications()).alldata;
    assert.ok(application);
    await page.goto(`${stage.line.url}/app/contacts/requests`);
    await page.getByRole('button', { name: 'Accept Ask' }).click();
    await page.getByRole('link', { name: /Groups/ }).click();
    await page.getByRole('link', { name: /Join requests/ }).click();
    await page.getByRole('button', { name: 'Refuse Ask' }).click();
    await page.getByRole('link', { name: /Chats/ }).click();
    await page.getByRole('link', { name: /Notifications/ }).click();
    await told.filter({ hasText: 'wants to be your friend' }).getByText('Accepted').waitFor();
    await told.filter({ hasText: 'join “Closed”' }).getByText('Declined').waitFor();
    assert.equal(await told.getByRole('link', { name: 'View' }).count(), 0);
    await shot(page, 'notices-answered');
  });

  it('G58 where nobody is, nothing can be written', async () => {
    const outside = await makeGroup(stage.served, { name: 'Outside', owner: friend });
    for (const chat of ['single/999999', 'group/999999', `group/${outside}`, 'system/7', 'single/0']) {
      const page = await open(`/conversations/${chat}`);
      await page.getByText('There is no such chat').first().waitFor();
      assert.equal(await page.getByRole('textbox', { name: 'Write a message' }).count(), 0, chat);
    }
    const hidden = await createUser(stage.served, { nickname: 'Nora' });
    const page = await open(`/conversations/single/${hidden.id}`);
    await page.getByRole('textbox', { name: 'Write a message' }).waitFor();
  });

  it('G58 an address that leads nowhere is a page for people, and an answer for programs', async () => {
    const page = await stage.screen({ path: '/nope/at/all' });
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
    await page.getByRole('link', { name: 'Open the messenger' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
  });
});
