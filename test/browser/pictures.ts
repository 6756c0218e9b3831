// Takes the pictures of docs/screens: `node web/build.mjs && npm run pictures`. Looks are for people; what the screens do is held by the tests beside this.
import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { until } from '../support/wait.ts';
import { NARROW, settled, Stage, type Person, type ScreenOptions } from './stage.ts';
import { chatWith, groupOf, say, twoFriends } from './talk.ts';
import { shopOn, write } from './widget-stage.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../docs/screens');
const DARK = { colorScheme: 'dark' } as const;

/** The people of the pictures. */
interface Cast {
  readonly ann: Person;
  readonly bob: Person;
  readonly group: number;
}

const stage = await Stage.open();
try {
  fs.mkdirSync(FOLDER, { recursive: true });
  const cast = await fill();
  await shopPictures();
  await messengerPictures(cast);
} finally {
  await stage.close();
}

async function fill(): Promise<Cast> {
  const [ann, bob] = await twoFriends(stage, 'ann_li', 'bob_zhou');
  const [carl, dora] = [await stage.person('carl'), await stage.person('dora')];
  const group = await groupOf(stage, 'Tea & pottery 茶与陶', [ann, bob, carl, dora]);
  await say(stage, bob, ann, 'Did the kiln survive the night?');
  await say(stage, ann, bob, 'It did, all nine pieces. Come and see them on Sunday?', '周日下午三点，老地方。');
  await say(stage, bob, ann, 'With pleasure. I bring the tea.');
  await say(stage, carl, group, 'Who has the blue glaze?');
  await say(stage, dora, group, 'I do. I bring it on Sunday.', '大家周日见！');
  return { ann, bob, group };
}

async function shopPictures(): Promise<void> {
  for (const [name, options] of Object.entries({ wide: {}, narrow: NARROW, dark: DARK })) {
    const page = await stage.screen({ path: '/', ...options });
    const { launcher, panel } = shopOn(page);
    await launcher.click();
    await write(panel, 'Is the teapot still there?');
    await panel.getByText('Sent', { exact: true }).waitFor();
    await keep(page, `widget-${name}`);
  }
}

async function messengerPictures({ ann, bob, group }: Cast): Promise<void> {
  const pages: readonly [name: string, options: ScreenOptions][] = [
    ['chat-wide', { path: chatWith(bob) }],
    ['chat-dark', { path: chatWith(bob), ...DARK }],
    ['chat-narrow', { path: chatWith(bob), ...NARROW }],
    ['list-narrow', { path: '/app/conversations', ...NARROW }],
    ['group-chat', { path: `/app/conversations/group/${group}` }],
    ['group-info', { path: `/app/groups/${group}` }],
    ['group-code', { path: `/app/groups/${group}/code` }],
    ['contacts', { path: '/app/contacts' }],
    ['settings', { path: '/app/settings/profile' }],
    ['settings-dark-narrow', { path: '/app/settings', ...NARROW, ...DARK }],
  ];
  for (const [name, options] of pages) {
    const page = await stage.screen({ person: ann, ...options });
    await settled(page);
    await keep(page, name);
  }
}

async function keep(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle');
  await until(() => page.evaluate<boolean>('[...document.images].every(({ complete, naturalWidth }) => complete && naturalWidth > 0)'));
  await page.screenshot({ path: path.join(FOLDER, `${name}.png`), animations: 'disabled' });
}
