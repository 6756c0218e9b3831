import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { noSeriousViolations } from './axe.ts';
import { shot } from './shot.ts';
import { eventually, NARROW, PASSWORD, settled, Stage, WIDE } from './stage.ts';

describe('web/messenger: the door', function () {
  this.timeout(120_000);
  const stage = Stage.serve();

  async function fill(page: Page, username: string, password: string): Promise<void> {
    await page.getByLabel('Username').fill(username);
    await page.getByLabel('Password').fill(password);
  }

  async function signIn(page: Page, username: string, password = PASSWORD): Promise<void> {
    await fill(page, username, password);
    await page.getByRole('button', { name: 'Sign in' }).click();
  }

  for (const [size, viewport] of Object.entries({ wide: WIDE, narrow: NARROW })) {
    for (const colorScheme of ['light', 'dark'] as const) {
      it(`M31 one signs up and is in: ${size}, ${colorScheme}`, async () => {
        const page = await stage.screen({ ...viewport, colorScheme });
        await page.getByRole('button', { name: 'Sign in' }).waitFor();
        await noSeriousViolations(page);
        await shot(page, `sign-in-${size}-${colorScheme}`);
        await page.getByRole('tab', { name: 'Sign up' }).click();
        await fill(page, `new_${size}_${colorScheme}`, PASSWORD);
        await page.getByRole('button', { name: 'Sign up' }).click();
        await settled(page);
        await page.getByText('No chats yet').waitFor();
        await noSeriousViolations(page);
        await shot(page, `empty-${size}-${colorScheme}`);
        assert.equal(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth'), true);
      });
    }
  }

  it('G09 says next to the field what is wrong, and keeps what was typed', async () => {
    await stage.person('ann_of_the_door');
    const page = await stage.screen();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Enter your username.').waitFor();
    assert.equal(await page.evaluate<string>('document.activeElement.name'), 'username');
    await signIn(page, 'ann_of_the_door', 'wrong one');
    await page.getByText('Wrong username or password').waitFor();
    const password = page.getByLabel('Password');
    assert.equal(await password.getAttribute('aria-invalid'), 'true');
    assert.equal(await password.inputValue(), 'wrong one');
    const described = await password.getAttribute('aria-describedby');
    assert.equal(await page.locator(`[id="${described}"]`).textContent(), 'Wrong username or password.');
    await noSeriousViolations(page);
    await shot(page, 'sign-in-wrong');
    await page.getByRole('tab', { name: 'Sign up' }).click();
    await fill(page, 'x', 'y');
    await page.getByRole('button', { name: 'Sign up' }).click();
    await page.getByText('A username has 4 to 20 letters').waitFor();
    await page.getByText('A password has 8 to 128 characters').waitFor();
    await fill(page, 'bob_of_the_door', 'password1');
    await page.getByRole('button', { name: 'Sign up' }).click();
    await page.getByText('This password is too common. Please choose another one').waitFor();
    assert.deepEqual(
      [await page.getByLabel('Username').getAttribute('aria-invalid'), await password.getAttribute('aria-invalid')],
      [null, 'true'],
    );
    await fill(page, 'ann_of_the_door', PASSWORD);
    await page.getByRole('button', { name: 'Sign up' }).click();
    await eventually(async () => (await page.getByLabel('Username').getAttribute('aria-invalid')) === 'true');
    stage.line.cut();
    await page.getByRole('button', { name: 'Sign up' }).click();
    await page.getByText('The server does not answer.').waitFor();
  });

  for (const [size, viewport] of Object.entries({ wide: WIDE, narrow: { ...NARROW, viewport: { width: 390, height: 740 } } })) {
    /** The door of a server that says this of signing up. */
    const door = async (signup: string, path: string, locale = 'en-GB'): Promise<Page> => {
      const page = await stage.screen({ ...viewport, locale, path: '/app/sign-in' });
      await page.route('**/api/signup', (route) => route.fulfill({ json: { msg: 'ok', data: { signup } } }));
      await page.goto(stage.line.url + path);
      return page;
    };

    it(`G113 offers no sign-up where it is closed: ${size}`, async () => {
      const page = await door('closed', '/app/sign-in?invitation=ABCDEFGHJK');
      await page.getByText('whoever runs this site makes the accounts').waitFor();
      await page.getByRole('button', { name: 'Sign in' }).waitFor();
      assert.deepEqual([await page.getByRole('tab').count(), await page.getByRole('button', { name: 'Sign up' }).count()], [0, 0]);
      await noSeriousViolations(page);
      await shot(page, `sign-up-closed-${size}`);
      const chinese = await door('closed', '/app/sign-in', 'zh-CN');
      await chinese.getByText('本站不开放注册').waitFor();
      await shot(chinese, `sign-up-closed-${size}-zh`);
    });

    it(`G113 whom a link invites signs up with its code: ${size}`, async () => {
      const page = await door('invited', '/app/sign-in?invitation=ABCDEFGHJK');
      const invitation = page.getByLabel('Invitation');
      assert.equal(await invitation.inputValue(), 'ABCDEFGHJK');
      await fill(page, `guest_${size}`, PASSWORD);
      await invitation.fill(' ');
      await page.getByRole('button', { name: 'Sign up' }).click();
      await page.getByText('Enter the code of your invitation.').waitFor();
      await noSeriousViolations(page);
      await shot(page, `sign-up-invited-${size}`);
      await invitation.fill('ABCDEFGHJK');
      const sent = page.waitForRequest('**/api/regChat');
      await page.getByRole('button', { name: 'Sign up' }).click();
      assert.equal(((await sent).postDataJSON() as { invitation: string }).invitation, 'ABCDEFGHJK');
      await settled(page);
    });
  }

  it('M29 leads to the address that was asked for, and nowhere else', async () => {
    await stage.person('deep_linker');
    const page = await stage.screen({ path: '/app/contacts/7' });
    await signIn(page, 'deep_linker');
    await page.waitForURL('**/app/contacts/7');
    const other = await stage.screen({ path: '/app/sign-in?next=//elsewhere.example/' });
    await signIn(other, 'deep_linker');
    await other.waitForURL('**/app/conversations');
  });

  it('M25 D19 says that one is signed in elsewhere, and stays quiet; the new device stays', async () => {
    const person = await stage.person('moves_on');
    const old = await stage.screen({ person });
    await settled(old);
    let sockets = 0;
    old.on('websocket', () => sockets++);
    const fresh = await stage.screen();
    await signIn(fresh, 'moves_on');
    await settled(fresh);
    await old.getByText('You are signed in elsewhere').waitFor();
    await shot(old, 'signed-in-elsewhere');
    await old.reload();
    await old.getByRole('button', { name: 'Sign in' }).waitFor();
    assert.equal(sockets, 0);
    await fresh.reload();
    await settled(fresh);
  });

  it('M25 a sign-in in one tab brings the other tab along', async () => {
    const person = await stage.person('two_tabs');
    const first = await stage.screen({ person });
    await settled(first);
    const second = await stage.tab(first.context());
    await settled(second);
    await first.evaluate(
      "localStorage.removeItem('foyer.app.token'); dispatchEvent(new StorageEvent('storage', { key: 'foyer.app.token' }))",
    );
    await first.getByRole('button', { name: 'Sign in' }).waitFor();
    await second.getByRole('button', { name: 'Sign in' }).waitFor();
    await signIn(first, 'two_tabs');
    await settled(first);
    await settled(second);
  });

  it('M31 one pane at a time when narrow; the back button and the browser lead back', async () => {
    const person = await stage.person('narrow_one');
    const page = await stage.screen({ ...NARROW, person, path: '/app/contacts' });
    await page.getByText('No contacts yet').waitFor();
    await page.getByRole('link', { name: 'Groups' }).click();
    await page.getByText('No groups yet').waitFor();
    await page.goBack();
    await page.getByText('No contacts yet').waitFor();
    await page.goto(`${stage.line.url}/app/contacts/1`);
    await page.getByRole('button', { name: 'Back' }).click();
    await page.waitForURL('**/app/contacts');
    assert.equal(await page.getByRole('navigation').isVisible(), true);
  });

  it('W31 speaks the language of the browser, or the one that was chosen', async () => {
    const page = await stage.screen({ locale: 'zh-CN' });
    await page.getByRole('button', { name: '登录' }).waitFor();
    assert.equal(await page.evaluate<string>('document.documentElement.lang'), 'zh-CN');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
  });

  it('no screen broke the content policy or threw', () => {
    assert.deepEqual(stage.complaints, []);
  });
});
