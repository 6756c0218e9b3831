import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { hasUnit } from '../support/has-unit.ts';
import { createUser, makeFriends, type TestUser } from '../support/factory.ts';
import { makeGroup } from '../support/ticket.ts';
import { noSeriousViolations } from './axe.ts';
import { shot } from './shot.ts';
import { eventually, NARROW, settled, Stage } from './stage.ts';

describe('web/messenger: groups', function () {
  this.timeout(120_000);
  const stage = Stage.serve();

  interface Shown {
    readonly name: string;
    readonly avatar: string;
    readonly remark: string;
    readonly user_id: number;
    readonly is_muted: number;
    readonly me: { readonly nickname: string; readonly muted_until: number; readonly role: number } | null;
    readonly group_users: readonly { readonly user_id: number; readonly role: number }[];
  }

  async function groupOf(user: TestUser, id: number): Promise<Shown> {
    return (await stage.served.api.as(user.token).get<Shown>(`/api/chat/groupinfo/${id}`)).data;
  }

  function people(...nicknames: string[]): Promise<TestUser[]> {
    return Promise.all(nicknames.map((nickname) => createUser(stage.served, { nickname })));
  }

  async function open(person: TestUser, path: string, options = {}): Promise<Page> {
    const page = await stage.screen({ person, path, ...options });
    await settled(page);
    return page;
  }

  async function act(page: Page, name: string, item: string): Promise<void> {
    await page.getByRole('button', { name: `Actions for ${name}` }).click();
    await page.getByRole('menuitem', { name: item }).click();
  }

  it('M9 a group is made of chosen friends, with a picture of its members, an announcement, and my nickname', async () => {
    const [me, ann, bob] = (await people('Ida', 'Ann', '<b>Bob</b>')) as [TestUser, TestUser, TestUser];
    for (const friend of [ann, bob]) await makeFriends(stage.served, me.id, friend.id);
    const page = await open(me, '/app/groups/new');
    await page.getByRole('button', { name: 'Create (0)' }).click();
    await page.getByText('Choose at least one friend.').waitFor();
    await page.getByRole('checkbox', { name: 'Ann' }).check();
    await page.getByRole('checkbox', { name: '<b>Bob</b>' }).check();
    await page.getByLabel('Group name').fill('Tea & <i>cake</i>');
    await noSeriousViolations(page);
    await shot(page, 'group-new-wide');
    await page.getByRole('button', { name: 'Create (2)' }).click();
    await page.waitForURL('**/app/conversations/group/*');
    const id = Number(page.url().split('/').at(-1));
    if (hasUnit('file')) await eventually(async () => (await groupOf(me, id)).avatar.includes('/uploads/'));
    assert.equal((await groupOf(ann, id)).group_users.length, 3);
    await page.goto(`${stage.line.url}/app/groups/${id}`);
    await page.getByRole('heading', { name: 'Tea & <i>cake</i>', level: 2 }).waitFor();
    await page.getByRole('button', { name: 'Edit the announcement' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Enter an announcement.').waitFor();
    await page.getByRole('textbox', { name: 'Announcement' }).fill('Tea at five');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('region', { name: 'Announcement' }).getByText('Tea at five').waitFor();
    await page.getByRole('button', { name: 'Edit my nickname here' }).click();
    await page.getByRole('textbox', { name: 'My nickname here' }).fill('Host');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('region', { name: 'My nickname here' }).getByText('Host').waitFor();
    const shown = await groupOf(me, id);
    assert.deepEqual([shown.remark, shown.me?.nickname], ['Tea at five', 'Host']);
    await noSeriousViolations(page);
    await shot(page, 'group-wide-light');
  });

  it('M10 owner, admin and member may do what their role allows; mutes, transfer, removing', async () => {
    const [owner, ann, bob] = (await people('Olga', 'Ann', 'Bob')) as [TestUser, TestUser, TestUser];
    const id = await makeGroup(stage.served, { name: 'Rights', owner, members: [ann, bob] });
    const page = await open(owner, `/app/groups/${id}`);
    await act(page, 'Ann', 'Make admin');
    await page.getByText('Ann is an admin now').first().waitFor();
    await page.getByRole('region', { name: 'Members' }).getByText('Admin', { exact: true }).waitFor();
    await page.getByRole('switch', { name: 'Mute everybody' }).click();
    await eventually(async () => (await groupOf(bob, id)).is_muted === 1);

    const admin = await open(ann, `/app/groups/${id}`, NARROW);
    assert.equal(await admin.getByRole('button', { name: 'Edit the announcement' }).count(), 0);
    assert.equal(await admin.getByLabel('Who may join').count(), 0);
    await act(admin, 'Bob', 'Mute…');
    await admin.getByLabel('For how long').selectOption('10');
    await noSeriousViolations(admin);
    await shot(admin, 'group-mute-narrow');
    await admin.getByRole('button', { name: 'Mute Bob' }).click();
    await admin.getByText(/^Muted until/).waitFor();
    const left = ((await groupOf(bob, id)).me?.muted_until ?? 0) - Date.now();
    assert.ok(left > 8 * 60_000 && left <= 10 * 60_000, String(left));

    const talk = await open(bob, `/app/conversations/group/${id}`);
    await talk
      .getByText(/muted until/i)
      .last()
      .waitFor();
    const member = await open(bob, `/app/groups/${id}`);
    assert.equal(await member.getByRole('switch').count(), 0);
    await member.getByRole('button', { name: 'Actions for Ann' }).click();
    assert.deepEqual(await member.getByRole('menuitem').allTextContents(), ['Profile']);

    await act(page, 'Bob', 'Remove…');
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await eventually(async () => (await groupOf(owner, id)).group_users.length === 2);
    await page.getByRole('button', { name: 'Actions for Bob' }).waitFor({ state: 'detached' });
    await member.getByText('There is no such group').waitFor();

    await act(page, 'Ann', 'Make owner…');
    await page.getByRole('button', { name: 'Give away' }).click();
    await page.getByRole('button', { name: 'Leave the group' }).waitFor();
    assert.equal((await groupOf(ann, id)).user_id, ann.id);
    await admin.getByRole('button', { name: 'Dissolve the group' }).click();
    await admin.getByRole('alertdialog').or(admin.getByRole('dialog')).getByRole('button', { name: 'Dissolve the group' }).click();
    await admin.waitForURL('**/app/groups');
    await page.getByText('There is no such group').waitFor();
  });

  it('M13 who asks waits; the owner has a badge, sees who invited, and answers once', async () => {
    const [owner, ann, bob] = (await people('Olga', 'Ann', 'Bob')) as [TestUser, TestUser, TestUser];
    const id = await makeGroup(stage.served, { name: 'By request', owner, members: [ann], mode: 1 });
    await makeFriends(stage.served, ann.id, bob.id);
    const desk = await open(owner, '/app/groups');
    const inviting = await open(ann, `/app/groups/${id}`);
    await inviting.getByRole('button', { name: 'Invite friends' }).click();
    await inviting.getByRole('checkbox', { name: 'Bob' }).check();
    await inviting.getByRole('button', { name: 'Invite (1)' }).click();
    await inviting.getByText('The owner has to agree').first().waitFor();

    const waiting = await open(bob, '/app/groups', NARROW);
    await waiting.getByRole('link', { name: /By request/ }).click();
    await waiting.getByText('Waiting for an answer').last().waitFor();
    await noSeriousViolations(waiting);
    await shot(waiting, 'group-waiting-narrow');

    await desk.getByRole('link', { name: /1 unread\s*Groups/ }).waitFor();
    await desk.getByRole('link', { name: /Join requests/ }).click();
    await desk.getByText('Invited by Ann').waitFor();
    await noSeriousViolations(desk);
    await shot(desk, 'group-requests-wide');
    const second = await stage.tab(desk.context(), '/app/groups/requests');
    await second.getByRole('button', { name: 'Approve Bob' }).waitFor();
    await desk.getByRole('button', { name: 'Approve Bob' }).click();
    await desk.getByText('Approved').waitFor();
    await second.getByText('Approved').waitFor();
    assert.equal(await second.getByRole('button', { name: 'Approve Bob' }).count(), 0);
    await waiting.getByRole('button', { name: 'Leave the group' }).waitFor();
  });

  it('rooms are made, found and joined by name or number; a taken name is said next to the field', async () => {
    const [ann, bob] = (await people('Ann', 'Bob')) as [TestUser, TestUser];
    const page = await open(ann, '/app/groups/rooms');
    await page.getByText('There is no public group to join').waitFor();
    const create = async (name: string): Promise<void> => {
      await page.getByRole('button', { name: 'Create a public group' }).click();
      await page.getByRole('textbox', { name: 'Group name' }).fill(name);
      await page.getByRole('button', { name: 'Create', exact: true }).click();
    };
    await create('Chess');
    await page.waitForURL(/groups\/\d+$/);
    const id = Number(page.url().split('/').at(-1));
    await page.goto(`${stage.line.url}/app/groups/rooms`);
    await create('chess');
    await page.getByText('This room name is taken. Please choose another one').waitFor();
    assert.equal(await page.getByRole('textbox', { name: 'Group name' }).getAttribute('aria-invalid'), 'true');
    await noSeriousViolations(page);

    const other = await open(bob, '/app/groups/rooms');
    await other.getByRole('textbox', { name: 'Search public groups by name' }).fill('che');
    await other.getByRole('button', { name: 'Join Chess' }).waitFor();
    await shot(other, 'rooms-wide');
    await other.getByRole('button', { name: 'Join by name or number' }).click();
    await other.getByRole('textbox', { name: 'Name or number' }).fill(String(id));
    await other.getByRole('button', { name: 'Join the group' }).click();
    await other.waitForURL(`**/app/groups/${id}`);
    await other.getByRole('button', { name: 'Leave the group' }).click();
    await other.getByRole('dialog').getByRole('button', { name: 'Leave the group' }).click();
    await other.waitForURL('**/app/groups');
    assert.equal((await groupOf(bob, id)).me, null);
  });

  it('no screen broke the content policy or threw', () => {
    assert.deepEqual(stage.complaints, []);
  });

  it('G07 who was removed is on a list, and may come back once let', async () => {
    const [me, ann] = (await people('Ida', 'Ann')) as [TestUser, TestUser];
    const id = await makeGroup(stage.served, { owner: me, members: [ann], isListed: true });
    const page = await open(me, `/app/groups/${id}`);
    await act(page, 'Ann', 'Remove…');
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    const list = page.getByRole('region', { name: 'Removed members' });
    await list.getByText('Ann', { exact: true }).waitFor();
    const join = (): Promise<{ code: string | undefined }> =>
      stage.served.api.as(ann.token).post('/api/chat/groupInviteUser', { group_id: id });
    assert.equal((await join()).code, 'group_banned');
    await noSeriousViolations(page);
    await list.getByRole('button', { name: 'Let Ann back in' }).click();
    await list.waitFor({ state: 'detached' });
    assert.equal((await join()).code, undefined);
  });
});
