import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { ChatError } from '../../../app/error.ts';
import { createUser, freshName, makeFriends } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';
import { siteToken } from '../../support/site.ts';
import { makeGroup, servicesOf } from '../../support/ticket.ts';

const SECRET = 'shared with the shop';

describeStores('U7 hooks within a transaction', (store) => {
  const target = store.serve({ config: { visitor: { identity: { secrets: [SECRET] } } } });
  /** Whether the listeners refuse, once they have written. */
  let isRefused = false;

  before(async () => {
    const { sql, chat } = target.app;
    await sql.execute('CREATE TABLE within_note (event VARCHAR(20) NOT NULL, user_id BIGINT NOT NULL, place_id BIGINT NOT NULL)');
    const insert = 'INSERT INTO within_note (event, user_id, place_id) VALUES (?, ?, ?)';
    const refuse = (): void => {
      if (isRefused) throw new ChatError('too_many');
    };
    chat.hooks.on('outbox', 'withinRegister', async ({ tx, userId, role }) => {
      await tx.execute(insert, [role, userId, 0]);
      refuse();
    });
    chat.hooks.on('outbox', 'withinJoin', async ({ tx, userId, groupId }) => {
      await tx.execute(insert, ['member', userId, groupId]);
      refuse();
    });
  });
  beforeEach(() => {
    isRefused = false;
    return target.app.sql.execute('DELETE FROM within_note');
  });

  const noted = (): Promise<object[]> => target.app.sql.query('SELECT event, user_id, place_id FROM within_note');
  const count = (table: string): Promise<object[]> => target.app.sql.query(`SELECT COUNT(*) AS count FROM ${table}`);
  const account = () => ({ username: freshName(), password: 'a quiet river 9' });
  const device = () => ({ deviceId: randomUUID(), timestamp: Date.now(), signature: '', token: undefined });

  const ways: Readonly<Record<string, readonly [role: string, make: () => Promise<number>]>> = {
    'an account': ['user', async () => (await servicesOf(target).account.register(account())).user.id],
    'an account of an administrator': ['user', () => servicesOf(target).admin.create({ ...account(), nickname: '', isService: false })],
    'a visitor': ['visitor', async () => (await servicesOf(target).visitor.register(device())).user.id],
    'a visitor whom the site knows': [
      'visitor',
      async () => (await servicesOf(target).knownVisitor.identify(device(), siteToken(SECRET, randomUUID()))).user.id,
    ],
  };
  for (const [who, [role, make]] of Object.entries(ways)) {
    it(`keeps what is written of ${who}, or nothing of either`, async () => {
      const id = await make();
      assert.deepEqual(await noted(), [{ event: role, user_id: id, place_id: 0 }]);
      isRefused = true;
      const users = await count('user');
      await assert.rejects(make(), { code: 'too_many' });
      assert.deepEqual([await count('user'), (await noted()).length], [users, 1]);
    });
  }

  it('keeps what is written of who joins, or nothing of either', async () => {
    const [ann, bob, carl] = [await createUser(target), await createUser(target), await createUser(target)];
    const groupId = await makeGroup(target, { owner: ann, isListed: true });
    const { join, session } = servicesOf(target);
    await join.enter(await session.authenticate(bob.token), { groupId });
    assert.deepEqual(await noted(), [{ event: 'member', user_id: bob.id, place_id: groupId }]);
    isRefused = true;
    const members = await count('member');
    await assert.rejects(join.enter(await session.authenticate(carl.token), { groupId }), { code: 'too_many' });
    assert.deepEqual([await count('member'), (await noted()).length], [members, 1]);
  });

  it('keeps what is written of whom a new group begins with, or there is no group', async () => {
    const [ann, bob] = [await createUser(target), await createUser(target)];
    await makeFriends(target, ann.id, bob.id);
    const rows = await target.app.sql.query<{ id: number }>('SELECT id FROM friend WHERE user_id = ?', [ann.id]);
    const { group, session } = servicesOf(target);
    const make = async () => group.create(await session.authenticate(ann.token), { userIds: rows.map(({ id }) => id) });
    const { id } = await make();
    assert.deepEqual(await noted(), [{ event: 'member', user_id: bob.id, place_id: id }]);
    isRefused = true;
    const groups = await count('chat_group');
    await assert.rejects(make(), { code: 'too_many' });
    assert.deepEqual(await count('chat_group'), groups);
  });
});
