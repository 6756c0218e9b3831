import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { createUser, makeFriends, type TestUser } from '../support/factory.ts';
import { makeGroup } from '../support/ticket.ts';
import { addSessions, apiOf } from './people.ts';
import { assertRows, PHONE, SMALL } from './phone.ts';
import { shot } from './shot.ts';
import { settled, Stage } from './stage.ts';
import { chatWith, say } from './talk.ts';
import { whereThereIs } from '../support/has-unit.ts';

/** What somebody says of themselves who asks to be friends: more than one line of a phone. */
const NOTE = 'It is me, from the pottery course on Tuesday evenings, we shared the wheel by the window';

/** In the page: what is cut off of one line, hidden words for ears apart. */
const CUT = `[...document.querySelectorAll('main *, section *')]
  .filter((one) => one.childElementCount === 0 && one.checkVisibility() && !one.closest('.unseen') && one.scrollWidth > one.clientWidth + 1)
  .filter((one) => getComputedStyle(one).textOverflow === 'ellipsis')
  .map((one) => one.textContent.trim())`;

/** In the page: choices of which a part is hidden by their own arrow. */
const CUT_CHOICES = `[...document.querySelectorAll('select')].map((one) => {
  const pen = document.createElement('canvas').getContext('2d');
  const { font, paddingLeft, paddingRight } = getComputedStyle(one);
  pen.font = font;
  return { text: one.selectedOptions[0].text, over: pen.measureText(one.selectedOptions[0].text).width - (one.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight) - 20) };
}).filter(({ over }) => over > 0)`;

whereThereIs('friend', describe)('web/messenger: a phone', function (this: Mocha.Suite) {
  this.timeout(120_000);
  const stage = Stage.serve();
  let me: TestUser;
  let others: Record<'friend' | 'asking' | 'blocked' | 'member', TestUser>;
  let group: number;

  before(async () => {
    const make = (nickname: string): Promise<TestUser> => createUser(stage.served, { nickname });
    me = await make('Phone');
    others = { friend: await make('Fay'), asking: await make('Ask'), blocked: await make('Blo'), member: await make('Mem') };
    const { friend, asking, blocked, member } = others;
    await makeFriends(stage.served, me.id, friend.id);
    await apiOf(stage, asking).friends.apply(me.id, { note: NOTE });
    await apiOf(stage, me).friends.block(blocked.id, 1);
    group = await makeGroup(stage.served, { name: 'Book club', owner: me, admins: [friend], members: [member], mode: 1 });
    await makeGroup(stage.served, { name: 'Open house', owner: friend, isListed: true });
    await apiOf(stage, asking).joining.enter({ group_id: group, addGroupDesc: 'let me in' });
    await apiOf(stage, me).groups.remove({ group_id: group, user_id: member.id });
    await say(stage, friend, me, 'green tea', 'black tea');
    await addSessions(stage, me, 1);
  });

  async function open(path: string): Promise<Page> {
    const page = await stage.screen({ person: me, path: `/app${path}`, ...PHONE });
    await settled(page);
    return page;
  }

  /** Each page and a row of each of its lists. */
  const ROWS: readonly (readonly [name: string, path: () => string, rows: Readonly<Record<string, string>>])[] = [
    ['conversations', () => '/conversations', { Fay: '.item', 'Book club': '.item' }],
    ['a conversation', () => `/conversations/single/${others.friend.id}`, { 'green tea': '.bubble', 'black tea': '.bubble' }],
    ['contacts', () => '/contacts', { Fay: '.row' }],
    ['people that were searched for', () => `/contacts/add?q=${others.friend.username}`, { Fay: '.row' }],
    ['requests of friends', () => '/contacts/requests', { Ask: '.row' }],
    ['who is blocked', () => '/contacts/blacklist', { Blo: '.row' }],
    ['groups', () => '/groups', { 'Book club': '.row' }],
    ['friends for a new group', () => '/groups/new', { Fay: 'li, label' }],
    ['requests to groups', () => '/groups/requests', { 'Ask wants to join': '.request' }],
    ['groups to find', () => '/groups/rooms', { 'Open house': '.row' }],
    ['a group, its members and who was removed', () => `/groups/${group}`, { Fay: 'li', Mem: 'li' }],
    ['devices', () => '/settings/devices', { Safari: 'li' }],
    ['settings', () => '/settings', { Privacy: 'a' }],
  ];

  for (const [name, path, rows] of ROWS)
    it(`G30 shows the rows of every list: ${name}`, async () => {
      const page = await open(path());
      await assertRows(page, rows);
      await shot(page, `phone-${name}`);
    });

  it('G60 every control is 44 px high, whatever the page', async () => {
    const page = await open('/conversations');
    const small = new Map<string, readonly string[]>();
    for (const [name, path] of ROWS) {
      await page.goto(`${stage.line.url}/app${path()}`);
      await settled(page);
      await page.locator('main, section').getByRole('button').or(page.locator('.item')).filter({ visible: true }).first().waitFor();
      const found = await page.evaluate<readonly string[]>(SMALL);
      if (found.length > 0) small.set(name, found);
    }
    assert.deepEqual(Object.fromEntries(small), {});
  });

  it('G60 what an empty page offers is 44 px high, too, and each emoji', async () => {
    const nobody = await createUser(stage.served, { nickname: 'Nobody' });
    const page = await stage.screen({ person: nobody, path: '/app/conversations', ...PHONE });
    const small = new Map<string, readonly string[]>();
    for (const path of ['/conversations', '/contacts', '/groups', '/groups/new', '/settings', '/no-such-page']) {
      await page.goto(`${stage.line.url}/app${path}`);
      await page.locator('h1, h2').filter({ visible: true }).first().waitFor();
      await page.waitForTimeout(300);
      const found = await page.evaluate<readonly string[]>(SMALL);
      if (found.length > 0) small.set(path, found);
    }
    assert.deepEqual(Object.fromEntries(small), {});
    for (const viewport of [PHONE.viewport, { width: 360, height: 740 }]) {
      const chat = await stage.screen({ person: me, path: chatWith(others.friend), ...PHONE, viewport });
      await settled(chat);
      await chat.getByRole('button', { name: 'Emoji' }).tap();
      await chat.getByPlaceholder('Search emoji').waitFor();
      await chat.locator('.grid button').first().waitFor();
      assert.deepEqual(await chat.evaluate<readonly string[]>(SMALL), []);
      // The arrows know how many stand in a row.
      await chat.getByPlaceholder('Search emoji').press('ArrowDown');
      await chat.keyboard.press('ArrowDown');
      const places = await chat.evaluate<readonly number[]>(
        `[document.querySelector('.grid button'), document.activeElement].flatMap((one) => [one.getBoundingClientRect().left, one.getBoundingClientRect().top])`,
      );
      assert.equal(places[2], places[0]);
      assert.ok(Number(places[3]) > Number(places[1]));
    }
  });

  it('G30 what somebody says who asks, and what was chosen of a few, is there to read', async () => {
    const page = await open('/contacts/requests');
    await page.getByText(NOTE).waitFor();
    assert.deepEqual(await page.evaluate<readonly string[]>(CUT), []);
    await page.goto(`${stage.line.url}/app/groups/${group}`);
    await page.locator('select').waitFor();
    assert.deepEqual(await page.evaluate<readonly unknown[]>(CUT_CHOICES), []);
  });

  it('G49 the word of a lost line does not hide with whom one talks', async () => {
    for (const viewport of [PHONE.viewport, { width: 1280, height: 800 }]) {
      const page = await stage.screen({ person: me, path: chatWith(others.friend), ...PHONE, viewport });
      await settled(page);
      stage.line.cut();
      const word = page.getByText('Reconnecting…');
      await word.waitFor();
      await shot(page, `reconnecting-${viewport.width}`);
      const [said, title] = [await word.boundingBox(), await page.locator('.head a.title').boundingBox()];
      assert.ok(said && title && (said.y >= title.y + title.height || said.x >= title.x + title.width), JSON.stringify([said, title]));
      stage.line.restore();
    }
  });

  it('G58 one’s own page is one’s own, however late the connection comes', async () => {
    const context = (await stage.screen({ person: me, path: '/app/settings', ...PHONE })).context();
    await context.routeWebSocket(/\/ws$/, async (socket) => {
      await new Promise((done) => setTimeout(done, 1500));
      socket.connectToServer();
    });
    const page = await stage.tab(context, `/app/contacts/${me.id}`);
    await page.getByRole('heading', { name: 'Phone' }).first().waitFor();
    await settled(page);
    await page.getByRole('button', { name: 'Edit profile' }).waitFor();
    assert.equal(await page.getByRole('button', { name: 'Add friend' }).count(), 0);
  });

  it('G30 shows one pane at a time', async () => {
    const page = await open('/contacts/requests');
    await page.getByRole('heading', { level: 1 }).filter({ visible: true }).waitFor();
    assert.equal(await page.locator('.panes > .list, .panes > .rail').filter({ visible: true }).count(), 0);
  });
});
