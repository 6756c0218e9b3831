import assert from 'node:assert/strict';
import { commit } from '../../../app/messaging/journal/commit.ts';
import { anew } from '../../support/anew.ts';
import { draft } from '../../support/draft.ts';
import { createUser, type TestUser } from '../../support/factory.ts';
import { postIn } from '../../support/group-chat.ts';
import { describeStores } from '../../support/matrix.ts';
import { UNLIMITED } from '../../support/routes/boot.ts';
import { foyerSocket } from '../../support/socket.ts';
import { makeGroup, servicesOf } from '../../support/ticket.ts';
import { until } from '../../support/wait.ts';

const WORDS = 'what-nobody-may-read';

describeStores('a banned group', (store) => {
  const target = store.serve({ config: UNLIMITED });
  const owner = anew(() => createUser(target));
  const member = anew(() => createUser(target));
  const said = anew(async () => {
    const group = await makeGroup(target, { name: 'a group', owner, members: [member], mode: 0 });
    const { data: message } = await postIn(target, member, { to: group, data: WORDS });
    return { group, id: message.id };
  });
  const own = anew(() => createUser(target));

  /** Every way to read, and whether it shows anything of the group. */
  const readers: Record<string, () => Promise<boolean>> = {
    history: () => shows(asked('POST /api/chat/socket/getmessage', { chatType: 'group', peer_id: said.group })),
    forward: () => shows(asked('POST /api/chat/forward', { ids: [said.id], to: [{ chatType: 'single', id: own.id }] })),
    quote: () => goes(asked('POST /api/chat/socket/sendmessage', quoting())),
    readers: () => goes(asked('POST /api/chat/readers', { conversation: said.group, seq: 1 })),
    list: async () => (await asked('GET /api/chat/conversations')).includes('a group'),
    settings: () => goes(asked('POST /api/chat/conversation/set', { conversation: said.group, pinned: 1 })),
    info: () => goes(asked(`GET /api/chat/groupinfo/${said.group}`)),
    groups: async () => (await asked('GET /api/chat/grouplist/1')).includes('a group'),
    'what waited': () => shows(onReturn()),
  };

  async function shows(answer: Promise<string>): Promise<boolean> {
    return (await answer).includes(WORDS);
  }

  async function goes(answer: Promise<string>): Promise<boolean> {
    return !/^4\d\d$/.test(await answer);
  }

  async function asked(route: string, body?: object, by: TestUser = member): Promise<string> {
    const [verb = '', path = ''] = route.split(' ');
    const response = await fetch(target.url + path, {
      method: verb,
      headers: { token: by.token, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return response.ok ? text : `${response.status}`;
  }

  /** What waits for somebody who was never here. */
  async function onReturn(): Promise<string> {
    const socket = await foyerSocket(target, owner.token);
    const text = JSON.stringify(socket.frames);
    await socket.close();
    return text;
  }

  function quoting(): object {
    return { sendto_id: said.group, chatType: 'group', type: 'text', data: 'see', options: JSON.stringify({ quote: { id: said.id } }) };
  }

  for (const [name, read] of Object.entries(readers)) {
    it(`G12 is read by nobody, and again once it is open: ${name}`, async () => {
      await servicesOf(target).admin.banGroup(said.group);
      assert.equal(await read(), false, 'banned');
      await servicesOf(target).admin.unbanGroup(said.group);
      assert.equal(await read(), true, 'open again');
    });
  }

  it('G12 members who connect while it is banned hear what is said once it is open again', async () => {
    await servicesOf(target).admin.banGroup(said.group);
    const socket = await foyerSocket(target, owner.token);
    await servicesOf(target).admin.unbanGroup(said.group);
    assert.equal((await postIn(target, member, { to: said.group, data: 'open again' })).status, 200);
    await until(() => socket.texts.includes('open again'));
    await socket.close();
  });

  it('G12 what was on its way when it was banned comes once it is open again', async () => {
    const socket = await foyerSocket(target, owner.token);
    const { admin } = servicesOf(target);
    await admin.banGroup(said.group);
    const { aclVersion } = (await target.app.caches.group.get(said.group)) ?? assert.fail('no group');
    await commit(target.app.sql, [draft(said.group, { aclVersion, senderId: member.id, data: 'on its way' })]);
    const after = await commit(target.app.sql, [draft(said.group, { aclVersion, senderId: member.id, data: 'the next' })]);
    assert.equal(after[0]?.kind, 'stored');
    assert.ok(!socket.texts.includes('on its way'));
    await admin.unbanGroup(said.group);
    await until(() => socket.texts.includes('the next'));
    assert.deepEqual(
      socket.texts.filter((text) => ['on its way', 'the next'].includes(String(text))),
      ['on its way', 'the next'],
    );
    await socket.close();
  });
});
