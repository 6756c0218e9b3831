import assert from 'node:assert/strict';
import { serveApp } from '../../support/app.ts';
import { createUser } from '../../support/factory.ts';
import { refused } from '../../support/refused.ts';
import { foyerSocket } from '../../support/socket.ts';
import { makeGroup } from '../../support/ticket.ts';

describe('code: false', () => {
  const target = serveApp({ plugins: { code: false } });

  it('is served without codes, and says so to clients', async () => {
    const { token } = await createUser(target);
    assert.equal((await target.api.as(token).get('/api/chat/code/1?chatType=single')).code, 'not_found');
    assert.equal((await target.api.post('/api/code/preview', { text: 'x' })).code, 'not_found');
    const socket = await foyerSocket(target, token);
    const welcome = socket.frames.find((frame) => frame.op === 'welcome');
    assert.ok(welcome?.op === 'welcome' && !welcome.units?.includes('code'));
    await socket.close();
  });

  it('takes no text for a ticket, and opens groups otherwise as before', async () => {
    const [owner, guest] = [await createUser(target), await createUser(target)];
    const my = target.api.as(guest.token);
    const closed = await makeGroup(target, { owner, mode: 1 });
    refused(await my.get(`/api/chat/groupinfo/${closed}?ticket=x`), '404 group_not_found', '群不存在或被封禁');
    refused(await my.post('/api/chat/groupInviteUser', { group_id: closed, ticket: 'x' }), '400 ticket_invalid', '二维码不正确');
    const open = await makeGroup(target, { owner, isListed: true });
    assert.equal((await my.post('/api/chat/groupInviteUser', { group_id: open })).status, 200);
    assert.equal((await target.app.caches.group.get(open))?.members.has(guest.id), true);
  });

  it('goes on with the session on another device', async () => {
    const { token } = await createUser(target);
    const { data } = await target.api.as(token).post<{ code: string }>('/api/chat/handover');
    assert.equal((await target.api.post('/api/handover', { code: data.code })).status, 200);
  });
});
