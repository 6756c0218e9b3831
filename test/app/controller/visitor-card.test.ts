import assert from 'node:assert/strict';
import type { WireVisitor } from '../../../protocol/index.ts';
import { anew } from '../../support/anew.ts';
import { createUser, createVisitor } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';
import { siteToken } from '../../support/site.ts';
import { servicesOf } from '../../support/ticket.ts';

const SECRET = 'what the site and the chat share 7f3a9c1e';

describeStores('GET /api/chat/visitor/:id', (store) => {
  const target = store.serve({ config: { visitor: { identity: { secrets: [SECRET] } } } });
  const kefu = anew(() => createUser(target));
  const visitor = anew(() => createVisitor(target));

  const show = (token: string, id: number): Promise<{ status: number; code: string | undefined; data: WireVisitor }> =>
    target.api.as(token).get<WireVisitor>(`/api/chat/visitor/${id}`);
  const write = (token: string, to: number): Promise<unknown> =>
    target.api.as(token).post('/api/chat/socket/sendmessage', { sendto_id: to, chatType: 'single', type: 'text', data: 'hello' });

  it('G33 shows a visitor to whom it wrote, and to nobody else', async () => {
    assert.deepEqual([(await show(kefu.token, visitor.id)).status, (await show(kefu.token, visitor.id)).code], [404, 'user_not_found']);
    await write(visitor.token, kefu.id);
    const { status, data } = await show(kefu.token, visitor.id);
    assert.equal(status, 200);
    assert.deepEqual([data.id, data.role, data.known], [visitor.id, 'visitor', null]);
    assert.ok(data.create_time > 0);
    const stranger = await createUser(target);
    assert.equal((await show(stranger.token, visitor.id)).code, 'user_not_found');
    assert.equal((await show(visitor.token, visitor.id)).code, 'visitor_refused');
  });

  it('G43 tells what the site vouches for to accounts of the service only', async () => {
    const ours = await createUser(target, { username: target.app.config.service.accounts[0] ?? '' });
    const device = { deviceId: crypto.randomUUID(), timestamp: Date.now() };
    const token = siteToken(SECRET, 'customer 42', { email: 'ann@shop.example' });
    const { data: known } = await target.api.post<{ id: number; token: string }>('/api/visitorIdentify', { ...device, token });
    await write(known.token, ours.id);
    await write(known.token, kefu.id);
    assert.deepEqual((await show(ours.token, known.id)).data.known, { id: 'customer 42', email: 'ann@shop.example' });
    assert.equal((await show(kefu.token, known.id)).data.known, null);
  });

  it('G33 knows no users, no gone visitors, and nobody who does not exist', async () => {
    const user = await createUser(target);
    await write(user.token, kefu.id);
    for (const id of [user.id, kefu.id, 999_999]) assert.equal((await show(kefu.token, id)).code, 'user_not_found');
    await write(visitor.token, kefu.id);
    await servicesOf(target).erasure.erase(visitor.id);
    assert.equal((await show(kefu.token, visitor.id)).code, 'user_not_found');
  });
});
