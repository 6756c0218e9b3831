import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { nameFor } from '../../../web/chat/name.ts';
import { textData } from '../../../web/shared/index.ts';
import { noSeriousViolations } from '../../browser/axe.ts';
import { apiOf } from '../../browser/people.ts';
import { shot } from '../../browser/shot.ts';
import { eventually, NARROW, settled, Stage, type Person } from '../../browser/stage.ts';

describe('web/messenger: contacts', function () {
  this.timeout(120_000);
  const stage = Stage.serve();

  async function at(person: Person, path: string, options = {}): Promise<Page> {
    const page = await stage.screen({ person, path, ...options });
    await settled(page);
    return page;
  }

  /** Finds somebody by what one types, and asks with a note. */
  async function ask(page: Page, other: Person, note: string): Promise<void> {
    await page.getByRole('textbox', { name: 'Search by username' }).fill(other.username);
    await page.getByRole('link', { name: other.username }).click();
    await page.getByRole('button', { name: 'Add friend' }).click();
    await page.getByLabel('Message', { exact: true }).fill(note);
    await noSeriousViolations(page);
    await page.getByRole('button', { name: 'Send request' }).click();
  }

  async function befriend(one: Person, other: Person): Promise<void> {
    await apiOf(stage, one).friends.apply(other.id);
    await apiOf(stage, other).friends.apply(one.id);
  }

  /** What a menu of the page offers. */
  async function choose(page: Page, item: string): Promise<void> {
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: item }).click();
  }

  for (const [width, options] of Object.entries({ wide: {}, phone: { viewport: { width: 390, height: 780 }, hasTouch: true } })) {
    it(`G33 G44 whom a visitor wrote to sees who that is behind the name: ${width}`, async () => {
      const kefu = await stage.api.login({ username: stage.kefu.username, password: stage.password });
      const visitor = await stage.api.visitorRegister(crypto.randomUUID());
      await stage.api.send(visitor.token, {
        sendto_id: kefu.id,
        chatType: 'single',
        type: 'text',
        data: textData('is the teapot still there?'),
      });
      const name = nameFor(visitor.nickname, 'en');
      const page = await at(
        { id: kefu.id, username: kefu.username, token: kefu.token },
        `/app/conversations/single/${visitor.id}`,
        options,
      );
      await page.getByText('is the teapot still there?').last().waitFor();
      await page.locator('.header, header').getByText(name).first().click();
      await page.getByText('A visitor, without an account').waitFor();
      await page.getByText('The site has not confirmed who this is.').waitFor();
      assert.equal((await page.getByRole('heading', { name }).count()) > 0, true);
      assert.equal(await page.getByRole('button', { name: 'Add friend' }).count(), 0);
      await noSeriousViolations(page);
      await shot(page, `visitor-card-${width}`);
      await page.getByRole('button', { name: 'Message', exact: true }).click();
      await page.getByText('is the teapot still there?').last().waitFor();
    });
  }

  it('M3 one searches, asks with a note; the other sees a badge and accepts; both are friends', async () => {
    const [ann, bob] = [await stage.person('m3_ann'), await stage.person('m3_bob')];
    const theirs = await at(bob, '/app/contacts');
    const mine = await at(ann, '/app/contacts');
    await mine.getByRole('button', { name: 'Add a friend' }).first().click();
    await mine.getByText('Type a username').waitFor();
    await noSeriousViolations(mine);
    await ask(mine, bob, '<b>hello</b>, it is Ann');
    await mine.getByText('It is up to them now.').first().waitFor();
    await theirs.getByRole('link', { name: '1 unread Contacts' }).waitFor();
    await theirs.getByRole('link', { name: 'New friends 1 unread' }).click();
    await theirs.getByText('<b>hello</b>, it is Ann').waitFor();
    await noSeriousViolations(theirs);
    await shot(theirs, 'requests-wide-light');
    await theirs.getByRole('button', { name: 'Accept m3_ann' }).click();
    await theirs.getByText('Accepted').waitFor();
    await theirs.locator('.shelf').getByRole('link', { name: 'm3_ann' }).waitFor();
    assert.equal(await theirs.getByRole('link', { name: '1 unread Contacts' }).count(), 0);
    await mine.locator('.shelf').getByRole('link', { name: 'm3_bob' }).waitFor();
    await mine.locator('.shelf').getByRole('link', { name: 'm3_bob' }).click();
    await mine.getByRole('button', { name: 'Message', exact: true }).click();
    await mine.locator('.detail').getByText('You are now friends.').waitFor();
  });

  it('M3 a request that is declined makes no friend, and the page of the applicant answers as well', async () => {
    const [ann, bob] = [await stage.person('m3_cat'), await stage.person('m3_dan')];
    await apiOf(stage, ann).friends.apply(bob.id, { note: 'please' });
    const page = await at(bob, `/app/user/${ann.id}`);
    await page.getByText('m3_cat wants to be your friend').waitFor();
    await page.getByText('please', { exact: true }).waitFor();
    await noSeriousViolations(page);
    await page.getByRole('button', { name: 'Decline' }).click();
    await page.getByRole('button', { name: 'Add friend' }).waitFor();
    await page.getByText('No contacts yet').waitFor();
    await page.getByRole('link', { name: 'New friends' }).click();
    await page.getByText('Declined').waitFor();
  });

  it('M4 asking twice is one request; two who ask each other are friends at once', async () => {
    const [ann, bob] = [await stage.person('m4_ann'), await stage.person('m4_bob')];
    const mine = await at(ann, `/app/contacts/${bob.id}`);
    await apiOf(stage, ann).friends.apply(bob.id);
    await mine.getByRole('button', { name: 'Add friend' }).click();
    await mine.getByRole('button', { name: 'Send request' }).click();
    await mine.getByText('You have already sent a friend request').waitFor();
    await mine.keyboard.press('Escape');
    assert.equal((await apiOf(stage, bob).friends.applications()).alldata.length, 1);
    const theirs = await at(bob, '/app/contacts/add');
    await theirs.getByRole('textbox', { name: 'Search by username' }).fill('m4_ann');
    await theirs.getByRole('link', { name: 'm4_ann' }).click();
    await theirs.getByRole('button', { name: 'Accept' }).waitFor();
    await apiOf(stage, bob).friends.apply(ann.id);
    for (const page of [mine, theirs]) await page.getByRole('button', { name: 'More actions' }).waitFor();
    await mine.locator('.shelf').getByRole('link', { name: 'm4_bob' }).waitFor();
    await theirs.locator('.shelf').getByRole('link', { name: 'm4_ann' }).waitFor();
  });

  it('M5 a remark stands for the name wherever its owner looks, and nobody else sees it', async () => {
    const [ann, bob] = [await stage.person('m5_ann'), await stage.person('m5_bob')];
    await befriend(ann, bob);
    const page = await at(ann, `/app/contacts/${bob.id}`);
    await choose(page, 'Edit remark');
    await page.getByRole('textbox', { name: 'Remark' }).fill('张三 <i>');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { level: 1, name: '张三 <i>' }).waitFor();
    const section = page.locator('.shelf section[data-letter=Z]');
    await section.getByRole('link', { name: '张三 <i>' }).waitFor();
    await page.getByText('Username: m5_bob').waitFor();
    await page.getByRole('link', { name: 'Chats' }).click();
    await page.locator('.list').getByText('张三 <i>').first().click();
    await page.locator('.detail').getByText('张三 <i>').first().waitFor();
    assert.equal(JSON.stringify(await apiOf(stage, bob).friends.list()).includes('张三'), false);
    assert.equal(JSON.stringify(await apiOf(stage, bob).conversations.list()).includes('张三'), false);
  });

  it('M6 contacts stand under their initials, Chinese ones by pinyin, the rest under #; a rail leads there', async () => {
    const ann = await stage.person('m6_ann');
    for (const [index, name] of ['陈晨', 'Alice', '重庆', '9 lives', '欧阳', 'Zoe'].entries()) {
      const friend = await stage.person(`m6_friend_${index}`);
      await apiOf(stage, friend).profile.update('nickname', name);
      await befriend(ann, friend);
    }
    const page = await at(ann, '/app/contacts');
    await page.locator('.shelf section').first().waitFor();
    assert.deepEqual(await page.locator('.shelf section h2').allTextContents(), ['A', 'C', 'O', 'Z', '#']);
    assert.deepEqual(await page.locator('.shelf section[data-letter=C] .name').allTextContents(), ['陈晨', '重庆']);
    await noSeriousViolations(page);
    await shot(page, 'contacts-wide-light');
    await page.getByRole('navigation', { name: 'Initials' }).getByRole('button', { name: 'Z' }).click();
    assert.equal(await page.evaluate<string>('document.activeElement.textContent.trim()'), 'Zoe');
    await page.getByRole('textbox', { name: 'Filter contacts' }).fill('ali');
    await eventually(async () => (await page.locator('.shelf .name').allTextContents()).join() === 'Alice');
    await page.getByRole('textbox', { name: 'Filter contacts' }).fill('nobody here');
    await page.getByText('No contact matches').waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      const narrow = await at(ann, '/app/contacts', { ...NARROW, colorScheme });
      await narrow.locator('.shelf section').first().waitFor();
      await noSeriousViolations(narrow);
      await shot(narrow, `contacts-narrow-${colorScheme}`);
      assert.equal(await narrow.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth'), true);
    }
  });

  it('M6 an empty list says what to do', async () => {
    const page = await at(await stage.person('m6_alone'), '/app/contacts', NARROW);
    await page.getByText('Search for friends by username').waitFor();
    await noSeriousViolations(page);
    await shot(page, 'contacts-empty-narrow');
    await page.getByRole('button', { name: 'Add a friend' }).last().click();
    await page.getByRole('textbox', { name: 'Search by username' }).fill('no_such_user_here');
    await page.getByText('Nobody found').waitFor();
    await page.getByRole('button', { name: 'Back' }).click();
    await page.waitForURL('**/app/contacts');
  });

  it('M7 who is blocked writes in vain, is told plainly, cannot ask again; it can be undone', async () => {
    const [ann, bob] = [await stage.person('m7_ann'), await stage.person('m7_bob')];
    await befriend(ann, bob);
    const send = (): Promise<unknown> =>
      stage.api.send(bob.token, { sendto_id: ann.id, chatType: 'single', type: 'text', data: textData('hello') });
    const page = await at(ann, `/app/contacts/${bob.id}`);
    await choose(page, 'Block');
    await page.getByText('Their messages will not reach you').waitFor();
    await noSeriousViolations(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Block' }).click();
    await page.getByText('Blocked. Their messages do not reach you.').first().waitFor();
    await assert.rejects(send, { code: 'blocked' });
    const theirs = await at(bob, `/app/conversations/single/${ann.id}`);
    await theirs.getByRole('textbox', { name: 'Write a message' }).fill('let me in');
    await theirs.keyboard.press('Enter');
    await theirs.getByText('The recipient has blocked you').first().waitFor();
    await apiOf(stage, bob).friends.remove(ann.id);
    await theirs.goto(`${stage.line.url}/app/contacts/${ann.id}`);
    await theirs.getByRole('button', { name: 'Add friend' }).click();
    await theirs.getByRole('button', { name: 'Send request' }).click();
    await theirs.getByRole('dialog').getByRole('alert').waitFor();
    assert.equal((await apiOf(stage, ann).friends.applications()).pendingCount, 0);
    await page.getByRole('link', { name: 'Blocked people' }).click();
    const blocked = page.getByRole('list', { name: 'Blocked people' });
    await blocked.getByText('m7_bob').first().waitFor();
    await noSeriousViolations(page);
    await blocked.getByRole('button', { name: 'Unblock' }).click();
    await page.getByText('Nobody is blocked').waitFor();
    // The row goes at once, the word comes when the server has done it.
    await page.getByText('Unblocked').first().waitFor();
    await theirs.getByRole('button', { name: 'Send request' }).click();
    await theirs.getByText('It is up to them now.').first().waitFor();
  });

  it('M8 a deleted friend leaves list and chats on both sides, and has to ask again', async () => {
    const [ann, bob] = [await stage.person('m8_ann'), await stage.person('m8_bob')];
    await befriend(ann, bob);
    const page = await at(ann, '/app/conversations');
    await page.locator('.list').getByText('m8_bob').first().waitFor();
    await page.getByRole('link', { name: 'Contacts' }).click();
    await page.locator('.shelf').getByRole('link', { name: 'm8_bob' }).click();
    await choose(page, 'Delete friend');
    await noSeriousViolations(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.waitForURL('**/app/contacts');
    await page.getByText('No contacts yet').waitFor();
    await page.getByRole('link', { name: 'Chats' }).click();
    await page.getByText('No chats yet').waitFor();
    assert.equal((await apiOf(stage, bob).friends.list()).count, 0);
    await page.goto(`${stage.line.url}/app/contacts/${bob.id}`);
    await page.getByRole('button', { name: 'Add friend' }).waitFor();
  });

  it('a page of somebody says who they are as text, and that nobody is there', async () => {
    const [ann, bob] = [await stage.person('page_ann'), await stage.person('page_bob')];
    const { profile } = apiOf(stage, bob);
    for (const [field, value] of Object.entries({
      nickname: '<u>Bob</u>',
      bio: '<script>alert(1)</script>',
      website: 'https://b.example/',
    }))
      await profile.update(field, value);
    await befriend(ann, bob);
    for (const [name, options] of Object.entries({ wide: {}, narrow: { ...NARROW, colorScheme: 'dark' } })) {
      const page = await at(ann, `/app/contacts/${bob.id}`, options);
      await page.getByRole('heading', { level: 2, name: '<u>Bob</u>' }).waitFor();
      await page.getByText('<script>alert(1)</script>').waitFor();
      assert.equal(await page.getByRole('link', { name: 'https://b.example/' }).getAttribute('rel'), 'noopener noreferrer');
      await noSeriousViolations(page);
      await shot(page, `contact-${name}`);
    }
    const page = await at(ann, '/app/contacts/99999999');
    await page.getByText('There is no such user').waitFor();
  });

  it('no screen broke the content policy or threw', () => {
    assert.deepEqual(stage.complaints, []);
  });
});
