import assert from 'node:assert/strict';
import { bootApp, type BootOptions, type TestApp } from '../support/app.ts';
import { texts } from '../support/chat.ts';
import { createUser, type TestUser } from '../support/factory.ts';
import { makeGroup, sayIn } from '../support/group-chat.ts';
import { sharedMariadb } from '../support/mariadb.ts';
import { RedisServer } from '../support/redis.ts';
import { foyerSocket, plainSocket, sendFrame } from '../support/socket.ts';

const OFTEN = { points: 1e6, window: 10_000 };
const CONFIG = { chat: { sends: { user: OFTEN, visitor: OFTEN } }, gateway: { frames: OFTEN } };

describe('a group on two nodes', () => {
  let redis: RedisServer;
  let one: TestApp;
  let two: TestApp;
  let owner: TestUser;
  let ann: TestUser;
  let bob: TestUser;
  let group: number;

  before(async function () {
    this.timeout(60_000);
    redis = await RedisServer.start();
    const shared: BootOptions = { databaseUrl: await (await sharedMariadb()).createDatabase(), redisUrl: redis.url, config: CONFIG };
    [one, two] = [await bootApp(shared), await bootApp(shared)];
  });
  after(async () => {
    await one.close();
    await two.close();
    await redis.stop();
  });
  beforeEach(async () => {
    [owner, ann, bob] = await Promise.all([createUser(one), createUser(one), createUser(one)]);
    group = await makeGroup(one, [owner, ann, bob]);
  });

  it('what is said on one is heard on both, in one order', async () => {
    const [o, a, b] = [await foyerSocket(one, owner.token), await foyerSocket(two, ann.token), await plainSocket(two, bob.token)];
    for (const text of texts(100)) o.send(sendFrame(group, text, { chat_type: 'group' }));
    assert.deepEqual(await a.got(100), texts(100));
    assert.deepEqual(await b.got(100), texts(100));
    await sayIn(a, group, 'back');
    assert.deepEqual(await o.got(1), ['back']);
    assert.deepEqual((await b.got(101)).at(-1), 'back');
  });

  it('D41 whoever is removed on one node hears nothing more on the other, though the word of it was lost', async () => {
    const [o, a, b] = [await foyerSocket(one, owner.token), await foyerSocket(two, ann.token), await foyerSocket(two, bob.token)];
    await sayIn(o, group, 'before');
    await Promise.all([a.got(1), b.got(1)]);
    await one.app.sql.execute('DELETE FROM member WHERE user_id = ? AND conversation_id = ?', [ann.id, group]);
    await one.app.sql.execute('UPDATE conversation SET acl_version = acl_version + 1 WHERE id = ?', [group]);
    await sayIn(o, group, 'after');
    assert.deepEqual(await b.got(2), ['before', 'after']);
    assert.deepEqual(a.texts, ['before']);
  });

  it('a list that Redis lost is filled from SQL', async () => {
    const [o, a] = [await foyerSocket(one, owner.token), await foyerSocket(two, ann.token)];
    await sayIn(o, group, 'before');
    await a.got(1);
    await redis.flush();
    await sayIn(o, group, 'after the loss');
    assert.deepEqual(await a.got(2, 15_000), ['before', 'after the loss']);
    await sayIn(o, group, 'live again');
    assert.deepEqual(await a.got(3, 15_000), ['before', 'after the loss', 'live again']);
  }).timeout(40_000);
});
