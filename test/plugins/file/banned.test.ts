import assert from 'node:assert/strict';
import { anew } from '../../support/anew.ts';
import { post } from '../../support/chat.ts';
import { createUser, type TestUser } from '../../support/factory.ts';
import { postIn } from '../../support/group-chat.ts';
import { describeStores } from '../../support/matrix.ts';
import { UNLIMITED } from '../../support/routes/boot.ts';
import { makeGroup, servicesOf } from '../../support/ticket.ts';
import { pathOf, picture, uploaded } from '../../support/upload.ts';

describeStores('files of a banned group', (store) => {
  const target = store.serve({ config: UNLIMITED });
  const owner = anew(() => createUser(target));
  const member = anew(() => createUser(target));
  const own = anew(() => createUser(target));
  const said = anew(async () => {
    const group = await makeGroup(target, { name: 'a group', owner, members: [member], mode: 0 });
    const file = await uploaded(target, member.token, { bytes: 'of the group', name: 'note.txt', type: 'text/plain' });
    const data = JSON.stringify({ url: file.url, name: 'note.txt', size: 12 });
    assert.equal((await postIn(target, member, { to: group, type: 'file', data })).status, 200);
    const crest = await uploaded(target, owner.token, { bytes: await picture(), name: 'crest.png', type: 'image/png' });
    const avatar = new URL(crest.url).pathname;
    assert.equal((await target.api.as(owner.token).post('/api/chat/groupAvatar', { id: group, avatar })).status, 200);
    return { group, file, avatar };
  });

  /** Every way to a file, and what it is answered. */
  const ways: Record<string, () => Promise<string>> = {
    'by its name': () => opened(new URL(said.file.url).pathname, owner),
    'by its link': () => opened(pathOf(said.file.url)),
    'a new link': async () => `${(await target.api.as(owner.token).post('/api/chat/upload/link', { url: said.file.url })).status}`,
    'the picture': () => opened(said.avatar),
  };

  async function opened(path: string, by?: TestUser): Promise<string> {
    const response = await fetch(target.url + path, { headers: by ? { token: by.token } : {} });
    await response.body?.cancel();
    return `${response.status}`;
  }

  for (const [name, go] of Object.entries(ways)) {
    it(`G12 open for nobody, and again once it is open: ${name}`, async () => {
      await servicesOf(target).admin.banGroup(said.group);
      assert.equal(await go(), '404', 'banned');
      await servicesOf(target).admin.unbanGroup(said.group);
      assert.equal(await go(), '200', 'open again');
    });
  }

  it('G12 closes no file that was sent elsewhere too', async () => {
    const data = JSON.stringify({ url: said.file.url, name: 'note.txt', size: 12 });
    assert.equal((await post(target, member, { to: own.id, type: 'file', data })).status, 200);
    await servicesOf(target).admin.banGroup(said.group);
    assert.equal(await opened(pathOf(said.file.url)), '200');
  });

  it('G12 closes no picture that another open group has, or its owner there', async () => {
    const { admin } = servicesOf(target);
    const other = await makeGroup(target, { name: 'another', owner, members: [member], mode: 0 });
    const my = target.api.as(owner.token);
    assert.equal((await my.post('/api/chat/groupAvatar', { id: other, avatar: said.avatar })).status, 200);
    await admin.banGroup(said.group);
    assert.equal(await opened(said.avatar), '200', 'of the other');
    await admin.banGroup(other);
    assert.equal(await opened(said.avatar), '404', 'of two that are banned');
    await admin.unbanGroup(other);
    await my.post('/api/chat/groupAvatar', { id: other, avatar: '' });
    const naming = { id: other, nickname: 'me', avatar: said.avatar };
    assert.equal((await my.post('/api/chat/groupnickname', naming)).status, 200);
    await admin.banGroup(said.group);
    assert.equal(await opened(said.avatar), '200', 'of its owner in the other');
  });
});
