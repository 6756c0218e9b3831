import assert from 'node:assert/strict';
import sharp from 'sharp';
import { whereThereIs } from '../support/has-unit.ts';
import { until } from '../support/wait.ts';
import { noSeriousViolations } from './axe.ts';
import { addSessions, apiOf } from './people.ts';
import { shot } from './shot.ts';
import { eventually, NARROW, PASSWORD, Stage } from './stage.ts';

const PAGES = ['profile', 'code', 'privacy', 'devices', 'appearance', 'password'];

describe('web/messenger: settings', function () {
  this.timeout(120_000);
  const stage = Stage.serve();

  it('every page of the settings keeps nobody out, wide and narrow, light and dark', async () => {
    const person = await stage.person('every_page');
    for (const [name, options] of Object.entries({ wide: {}, narrow: NARROW, dark: { ...NARROW, colorScheme: 'dark' } })) {
      const page = await stage.settings(person, 'profile', options);
      for (const setting of PAGES) {
        await page.goto(`${stage.line.url}/app/settings/${setting}`);
        await page.locator('.detail :is(button, select, img, li):visible').last().waitFor();
        await eventually(async () => (await page.locator('.detail .bone').count()) === 0);
        await noSeriousViolations(page);
        await shot(page, `settings-${setting}-${name}`);
        assert.equal(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth'), true, setting);
      }
    }
  });

  it('the profile says what is wrong next to its field, saves what changed, and takes back what was told', async () => {
    const person = await stage.person('profile_ann');
    const page = await stage.settings(person, 'profile');
    await page.getByLabel('Nickname').fill('<b>Ann</b>');
    await page.getByLabel('About you').fill('你好');
    await page.getByLabel('Gender').selectOption('female');
    await page.getByLabel('Birthday').fill('2000-02-29');
    await page.getByLabel('Website').fill('javascript:alert(1)');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Enter an address that begins with').waitFor();
    await page.getByLabel('Website').fill('https://ann.example/');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved').first().waitFor();
    await page.locator('.list').getByText('<b>Ann</b>').waitFor();
    const api = apiOf(stage, person);
    const { uuid } = await api.profile.setting(person.id);
    const told = await api.profile.show(uuid);
    assert.equal(told.nickname, '<b>Ann</b>');
    assert.deepEqual(told.userinfo, {
      gender: 'female',
      birthday: '2000-02-29',
      bio: '你好',
      location: null,
      website: 'https://ann.example/',
    });
    await page.getByLabel('About you').fill('');
    await page.getByRole('button', { name: 'Save' }).click();
    await eventually(async () => (await api.profile.show(uuid)).userinfo['bio'] === null);
  });

  whereThereIs('file', it)('an avatar is a picture of one’s own; what is none is told before it is sent', async () => {
    const page = await stage.settings(await stage.person('avatar_ann'), 'profile');
    const input = page.getByLabel('Picture', { exact: true });
    await input.setInputFiles({ name: 'page.html', mimeType: 'text/html', buffer: Buffer.from('<script>') });
    await page.getByText('Choose a PNG, JPEG').waitFor();
    await input.setInputFiles({ name: 'fake.png', mimeType: 'image/png', buffer: Buffer.from('<svg onload="alert(1)"/>') });
    await eventually(async () => !/Choose a PNG/.test((await page.locator('.detail [role=alert]').textContent()) ?? ''));
    const buffer = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#11675b' } })
      .png()
      .toBuffer();
    await input.setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer });
    await page.getByText('Saved').first().waitFor();
    const shown = page.locator('.list img.avatar');
    await eventually(async () => ((await shown.getAttribute('src')) ?? '').startsWith('/uploads/'));
    await eventually(() => shown.evaluate((image: { readonly naturalWidth?: number }) => (image.naturalWidth ?? 0) > 0));
  });

  whereThereIs('friend', it)('who may write and who becomes a friend is saved as it is chosen', async () => {
    const person = await stage.person('privacy_ann');
    const page = await stage.settings(person, 'privacy');
    await page.getByRole('switch', { name: 'I confirm each request' }).click();
    await page.getByText('Saved').waitFor();
    await page.getByRole('switch', { name: 'Friends see when I am online' }).click();
    const users = page.getByRole('region', { name: 'Users who are not my friends' });
    await users.getByLabel('Messages they may send me').selectOption({ label: 'None' });
    const visitors = page.getByRole('region', { name: 'Visitors' });
    await visitors.getByRole('switch', { name: 'They must follow me first' }).click();
    const { profile, friends } = apiOf(stage, person);
    await eventually(async () => {
      const { invite_confirm: confirm, show_presence: presence, userset } = await profile.setting(person.id);
      return confirm === 0 && presence === 0 && /"visitor":\{"sendCount":1,"needFollow":true\},"user":\{"sendCount":0/.test(userset);
    });
    await page.reload();
    assert.equal(await page.getByRole('switch', { name: 'I confirm each request' }).getAttribute('aria-checked'), 'false');
    const other = await stage.person('privacy_bob');
    const theirs = await stage.screen({ person: other, path: `/app/contacts/${person.id}` });
    await theirs.getByRole('button', { name: 'Add friend' }).click();
    await theirs.getByRole('dialog').getByRole('button', { name: 'Add friend' }).click();
    await theirs.getByText('You are friends now').first().waitFor();
    assert.equal((await friends.list()).count, 1);
  });

  it('G114 what is chosen while an earlier choice is on its way keeps that one', async () => {
    const person = await stage.person('privacy_cho');
    const page = await stage.settings(person, 'privacy');
    const held: (() => void)[] = [];
    await page.route('**/api/chat/userset', async (route) => {
      await new Promise<void>((resolve) => held.push(resolve));
      await route.continue();
    });
    await page.getByRole('switch', { name: 'Friends see when I am online' }).click();
    const users = page.getByRole('region', { name: 'Users who are not my friends' });
    await users.getByLabel('Messages they may send me').selectOption({ label: 'None' });
    await page.getByText('Saved').waitFor();
    const chosen = users.getByLabel('Messages they may send me').locator('option:checked');
    assert.equal(await chosen.textContent(), 'None');
    await page.getByRole('region', { name: 'Visitors' }).getByRole('switch', { name: 'They must follow me first' }).click();
    for (const count of [1, 2]) {
      await until(() => held.length === count);
      held[count - 1]?.();
    }
    const { profile } = apiOf(stage, person);
    await eventually(async () => {
      const { show_presence: presence, userset } = await profile.setting(person.id);
      return presence === 0 && /"visitor":\{"sendCount":1,"needFollow":true\},"user":\{"sendCount":0/.test(userset);
    });
  });

  it('M26 the devices are listed; one or all others can be signed out', async () => {
    const person = await stage.person('m26_ann');
    const page = await stage.settings(person, 'devices');
    const here = page.getByRole('list', { name: 'Devices' }).getByRole('listitem');
    await here.getByText('This device').waitFor();
    await page.getByText('You are signed in nowhere else.').waitFor();
    // One login ends the one before, so that other sessions are those that were left from before that rule.
    await addSessions(stage, person, 3);
    await page.reload();
    await eventually(async () => (await here.count()) === 4);
    assert.match((await here.first().textContent()) ?? '', /This device/);
    await noSeriousViolations(page);
    await shot(page, 'devices-wide');
    await here
      .nth(1)
      .getByRole('button', { name: /^Sign out/ })
      .click();
    await page.getByText('That device is signed out').first().waitFor();
    const { devices } = apiOf(stage, person);
    assert.equal((await devices.list()).length, 3);
    await page.getByRole('button', { name: 'Sign out all others' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out all others' }).click();
    await page.getByText('All others are signed out').first().waitFor();
    await eventually(async () => (await here.count()) === 1);
    await page.reload();
    await here.getByText('This device').waitFor();
    assert.equal(await here.count(), 1);
    // The page goes on in a new session; a token that was taken along from before ends with the others.
    await assert.rejects(devices.list(), { code: 'token_invalid' });
  });

  it('M25 a device that was signed out says so; nothing of it remains on the screen', async () => {
    const person = await stage.person('m25_ann');
    const page = await stage.settings(person, 'devices');
    await stage.api.login({ username: person.username, password: PASSWORD });
    await page.getByText('You are signed in elsewhere').waitFor();
    assert.equal(await page.getByText('This device', { exact: true }).count(), 0);
  });

  it('G09 a password is changed with the old one; what is wrong stands next to its field', async () => {
    const person = await stage.person('password_ann');
    const page = await stage.settings(person, 'password');
    await page.getByLabel('Current password').fill('not the one');
    await page.getByLabel('New password', { exact: true }).fill('short');
    await page.getByLabel('New password again').fill('other');
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.getByText('A password has 8 to 128 characters.').waitFor();
    await page.getByText('The two new passwords differ.').waitFor();
    await page.getByLabel('New password', { exact: true }).fill('12345678');
    await page.getByLabel('New password again').fill('12345678');
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.getByText('The current password is wrong').waitFor();
    await page.getByLabel('Current password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.getByText('This password is too common. Please choose another one').waitFor();
    assert.equal(await page.getByLabel('New password', { exact: true }).getAttribute('aria-invalid'), 'true');
    await page.getByLabel('New password', { exact: true }).fill('brand new one');
    await page.getByLabel('New password again').fill('brand new one');
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.getByText('Password changed').first().waitFor();
    const tokenNow = (): Promise<unknown> => page.evaluate("localStorage.getItem('foyer.app.token')");
    const told: readonly unknown[] = [null, person.token];
    await eventually(async () => !told.includes(await tokenNow()));
    await page.reload();
    await page.getByRole('button', { name: 'Change password' }).waitFor();
    assert.equal(await page.getByText('You are signed in elsewhere').count(), 0);
    await stage.api.login({ username: person.username, password: 'brand new one' });
  });

  it('one’s own code shows until when it is valid, and a new one ends the old', async () => {
    const [ann, bob] = [await stage.person('code_ann'), await stage.person('code_bob')];
    const page = await stage.settings(ann, 'code');
    const picture = page.getByRole('img', { name: 'Code of code_ann' });
    await eventually(() => picture.evaluate((image: { readonly naturalWidth?: number }) => (image.naturalWidth ?? 0) > 0));
    await page.getByText('Valid until').waitFor();
    const link = (await page.locator('.link').last().textContent()) ?? '';
    const { codes } = apiOf(stage, bob);
    assert.equal((await codes.scan(link)).id, ann.id);
    await page.getByRole('button', { name: 'Make a new code' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Make a new code' }).click();
    await page.getByText('This is your new code').first().waitFor();
    await assert.rejects(codes.scan(link), { code: 'ticket_revoked' });
    assert.equal((await codes.scan((await page.locator('.link').last().textContent()) ?? '')).id, ann.id);
  });

  it('M31 theme and language change at once and stay', async () => {
    const page = await stage.settings(await stage.person('looks_ann'), 'appearance');
    const ground = (): Promise<string> => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    const light = await ground();
    await page.getByLabel('Theme').selectOption('dark');
    assert.notEqual(await ground(), light);
    await page.getByLabel('Language').selectOption('zh');
    await page.getByRole('heading', { name: '外观与语言' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: '外观与语言' }).waitFor();
    assert.notEqual(await ground(), light);
    await noSeriousViolations(page);
    await page.getByLabel('语言').selectOption('system');
    await page.getByRole('heading', { name: 'Appearance and language' }).waitFor();
    assert.equal(await page.evaluate("localStorage.getItem('foyer.page.language')"), null);
  });

  it('one signs out after a question', async () => {
    const page = await stage.settings(await stage.person('leaves_ann'), '');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    assert.equal(await page.evaluate("localStorage.getItem('foyer.app.token')"), null);
  });

  it('no screen broke the content policy or threw', () => {
    assert.deepEqual(stage.complaints, []);
  });
});
