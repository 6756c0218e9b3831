import assert from 'node:assert/strict';
import sharp from 'sharp';
import { textData } from '../../web/shared/index.ts';
import { hasUnit, whereThereIs } from '../support/has-unit.ts';
import { findFirefox, launchFirefox } from './firefox.ts';
import { apiOf } from './people.ts';
import { eventually, PASSWORD, settled, Stage, WIDE, type Person } from './stage.ts';
import { chatWith, say, twoFriends, type } from './talk.ts';
import { openPanel, shopOn, shown, write } from './widget-stage.ts';

const NARROW = { viewport: { width: 390, height: 844 } };
const COMPOSER = { name: 'Write a message' };
/** All site data is refused. */
const BLOCKED = { 'network.cookie.cookieBehavior': 2 };

const title = 'web in Firefox';
if (findFirefox()) describe(title, inFirefox);
else describe(title, () => it('is skipped: neither firefox-esr nor firefox is installed'));

function inFirefox(this: Mocha.Suite): void {
  this.timeout(120_000);
  const stage = Stage.serve(() => launchFirefox());

  for (const [name, size] of Object.entries({ wide: WIDE, narrow: NARROW })) {
    whereThereIs('friend', it)(`G62 one signs up, finds a friend, is accepted, and both talk: ${name}`, async () => {
      const other = await stage.person(`gecko_friend_${name}`);
      const page = await stage.screen(size);
      await page.getByRole('tab', { name: 'Sign up' }).click();
      await page.getByLabel('Username').fill(`gecko_${name}`);
      await page.getByLabel('Password').fill(PASSWORD);
      await page.getByRole('button', { name: 'Sign up' }).click();
      await settled(page);
      await page.goto(`${stage.line.url}/app/user/${other.id}`);
      await page.getByRole('button', { name: 'Add friend' }).click();
      await page.getByRole('button', { name: 'Send request' }).click();
      await page.getByText('It is up to them now.').first().waitFor();
      const me = JSON.parse((await page.evaluate<string>("localStorage.getItem('foyer.app.user')")) ?? '') as Person;
      await apiOf(stage, other).friends.apply(me.id);
      await page.goto(stage.line.url + chatWith(other));
      await type(page, 'hello, friend');
      await page.locator('.state.sent').waitFor();
      await say(stage, other, me, 'hello from afar');
      await page.locator('.bubble', { hasText: 'hello from afar' }).waitFor();
    });

    it(`G62 what one writes grows, goes out, and is answered; a picture goes along: ${name}`, async () => {
      const [ann, bob] = await twoFriends(stage, `gecko_ann_${name}`, `gecko_bob_${name}`);
      const page = await stage.screen({ person: ann, path: chatWith(bob), ...size });
      await settled(page);
      const input = page.getByRole('textbox', COMPOSER);
      const height = async (): Promise<number> => (await input.boundingBox())?.height ?? 0;
      const row = await height();
      await input.fill('one\ntwo\nthree');
      assert.ok((await height()) > row + 30);
      await type(page, 'from Firefox');
      await page.locator('.state.sent').waitFor();
      await say(stage, bob, ann, 'heard');
      await page.locator('.bubble', { hasText: 'heard' }).waitFor();
      if (!hasUnit('file')) return;
      const buffer = await sharp({ create: { width: 400, height: 300, channels: 3, background: 'teal' } })
        .png()
        .toBuffer();
      await page.locator('main input[type=file]').setInputFiles({ name: 'kettle.png', mimeType: 'image/png', buffer });
      await page.getByRole('button', { name: 'Send', exact: true }).click();
      await page.getByRole('button', { name: /View picture/ }).waitFor();
    });

    it(`G62 a visitor writes and is answered: ${name}`, async () => {
      const page = await stage.screen({ path: '/', ...size });
      const shop = shopOn(page);
      await openPanel(shop);
      await page.keyboard.type('typed at once');
      await write(shop.panel, 'hello');
      await eventually(async () => (await shown(shop.panel))[0] === 'hello · Sent');
      const { token } = await stage.api.login({ username: 'kefu', password: stage.password });
      const visitor = JSON.parse((await page.evaluate<string>("localStorage.getItem('foyer.widget.user')")) ?? '') as { id: number };
      await stage.api.send(token, { sendto_id: visitor.id, chatType: 'single', type: 'text', data: textData('welcome') });
      await shop.panel.getByText('welcome').waitFor();
    });
  }

  it('G62 with site data blocked a visitor writes all the same', async () => {
    const browser = await launchFirefox(BLOCKED);
    try {
      const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
      await page.goto(stage.line.url);
      const shop = shopOn(page);
      await openPanel(shop);
      await write(shop.panel, 'nothing is kept');
      await eventually(async () => (await shown(shop.panel))[0] === 'nothing is kept · Sent');
    } finally {
      await browser.close();
    }
  });
}
