import assert from 'node:assert/strict';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { createUser } from '../support/factory.ts';
import { makeGroup } from '../support/ticket.ts';
import { launchChromium } from './chromium.ts';
import { shot } from './shot.ts';
import { eventually, NARROW, settled, Stage, WIDE } from './stage.ts';

/** A unit, and what the messenger says of it where it is on: no such word is seen where it is off, and the addresses lead nowhere. */
export interface Feature {
  readonly unit: string;
  readonly words: readonly string[];
  readonly addresses: readonly string[];
}

/** Where entries of units stand. */
const PAGES = ['/app/conversations', '/app/contacts', '/app/groups', '/app/settings', '/app/settings/profile'];

/** Tests that a unit which is off leaves no entry that leads nowhere. */
export function testWithout({ unit, words, addresses }: Feature): void {
  describe(`web/messenger: ${unit}: false`, function () {
    this.timeout(120_000);
    const off = Stage.serve(launchChromium, { [unit]: false });
    const on = Stage.serve();

    for (const [size, options] of Object.entries({ wide: WIDE, narrow: NARROW })) {
      it(`leaves no entry that leads nowhere: ${size}`, async () => {
        assert.deepEqual(await seenOf(words, on, options), words);
        assert.deepEqual(await seenOf(words, off, options), []);
      });
    }

    it('leads nowhere by an address that was kept, and says so', async () => {
      const page = await off.screen({ person: await off.person('off_cho') });
      await settled(page);
      for (const address of addresses) {
        await page.goto(off.line.url + address);
        await page.getByText('There is no such page').first().waitFor();
      }
    });

    it('no screen broke the content policy or threw', () => {
      assert.deepEqual([...on.complaints, ...off.complaints], []);
    });
  });
}

/** What of `words` the entries say on every page where entries of units stand. */
async function seenOf(words: readonly string[], stage: Stage, options: BrowserContextOptions): Promise<string[]> {
  const [ann, bob] = [await createUser(stage.served), await createUser(stage.served)];
  const groupId = await makeGroup(stage.served, { name: 'features', owner: ann, members: [bob] });
  const page = await stage.screen({ person: ann, ...options });
  await settled(page);
  const found: string[] = [];
  for (const path of [...PAGES, `/app/groups/${groupId}`]) {
    await page.goto(stage.line.url + path);
    await settled(page);
    await eventually(async () => (await page.locator('.bone').count()) === 0);
    found.push(...(await entriesOn(page)));
    await shot(page, `units-${path.split('/')[2]}-${found.length}`);
  }
  await page.getByRole('button', { name: 'More' }).click();
  found.push(...(await itemsOn(page)));
  await page.goto(`${stage.line.url}/app/conversations/group/${groupId}`);
  await page.getByRole('button', { name: 'Options' }).click();
  found.push(...(await itemsOn(page)), ...(await entriesOn(page)));
  return words.filter((word) => found.some((text) => text.trim() === word));
}

/** What an open menu says. */
async function itemsOn(page: Page): Promise<string[]> {
  await page.getByRole('menuitem').first().waitFor();
  return page.getByRole('menuitem').allTextContents();
}

/** What links and buttons say, those as well that are only a picture. */
async function entriesOn(page: Page): Promise<string[]> {
  const texts = await page.locator('a:visible, button:visible').allTextContents();
  const pictures = await page.locator('button[title]:visible').all();
  return [...texts, ...(await Promise.all(pictures.map(async (picture) => (await picture.getAttribute('title')) ?? '')))];
}
