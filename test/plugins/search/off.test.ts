import assert from 'node:assert/strict';
import { serveApp } from '../../support/app.ts';
import { createOpenUser, post } from '../../support/chat.ts';
import { conversationOf } from '../../support/draft.ts';
import { createUser } from '../../support/factory.ts';
import { foyerSocket } from '../../support/socket.ts';
import { purge } from '../../../app/retention/purge.ts';

/** What is off, and an address of each. */
const ADDRESSES = { search: 'POST /api/chat/search', push: 'POST /api/chat/push/subscribe' } as const;
type Feature = keyof typeof ADDRESSES;

const CASES: readonly (readonly Feature[])[] = [['search'], ['push'], ['search', 'push']];

for (const off of CASES) {
  describe(`without ${off.join(' and ')}`, () => {
    const target = serveApp({ plugins: Object.fromEntries(off.map((name) => [name, false])) });

    it('is served, and says so to clients', async () => {
      const { token } = await createUser(target);
      const described = await (await fetch(`${target.url}/openapi.json`)).text();
      const socket = await foyerSocket(target, token);
      const welcome = await socket.next((frame) => frame.op === 'welcome');
      assert.ok(welcome.op === 'welcome');
      for (const [name, route] of Object.entries(ADDRESSES)) {
        const isOff = off.some((feature) => feature === name);
        const [, address = ''] = route.split(' ');
        assert.equal((await target.api.as(token).post(address, {})).code === 'not_found', isOff, name);
        assert.deepEqual([described.includes(`"${address}"`), welcome.units?.includes(name)], [!isOff, !isOff], name);
      }
      await socket.close();
    });

    it('hands on messages, takes them back, keeps history and removes what is old', async () => {
      const { app } = target;
      const [me, ann] = [await createUser(target), await createOpenUser(target)];
      const socket = await foyerSocket(target, ann.token);
      const { status, data } = await post(target, me, { to: ann.id, data: 'hello there' });
      assert.equal(status, 200);
      await socket.next((frame) => frame.op === 'message');
      assert.equal((await target.api.as(me.token).post('/api/chat/revokeMessage', { id: data.id })).status, 200);
      await socket.close();
      const id = await conversationOf(target, me.id, ann.id);
      await app.sql.execute('UPDATE message SET created_at = 1 WHERE conversation_id = ?', [id]);
      const keep = { sessions: 0, visitors: 0, messages: 86_400_000 };
      assert.equal((await purge({ app, now: Date.now(), isDry: false, keep }))['messages'], 2);
      const names = await app.sql.query("SELECT name FROM journal_follower WHERE name = 'search'");
      assert.equal(names.length, off.includes('search') ? 0 : 1, 'who is off follows nothing');
    });
  });
}
