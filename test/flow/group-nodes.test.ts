import assert from 'node:assert/strict';
import { anew } from '../support/anew.ts';
import { texts } from '../support/chat.ts';
import { createUser } from '../support/factory.ts';
import { makeGroup, sayIn } from '../support/group-chat.ts';
import { serveNodes, type Nodes } from '../support/nodes.ts';
import { RedisCluster } from '../support/redis-cluster.ts';
import { foyerSocket, plainSocket, sendFrame } from '../support/socket.ts';

const OFTEN = { points: 1e6, window: 10_000 };
const CONFIG = { chat: { sends: { user: OFTEN, visitor: OFTEN } }, gateway: { frames: OFTEN } };

describe('a group on two nodes', () => onTwoNodes(serveNodes(CONFIG)));
describe('G101 a group on two nodes and a Redis Cluster', () => onTwoNodes(serveNodes(CONFIG, () => RedisCluster.start())));

function onTwoNodes(nodes: Nodes): void {
  const { one, two } = nodes;
  const owner = anew(() => createUser(one));
  const ann = anew(() => createUser(one));
  const bob = anew(() => createUser(one));
  let group: number;

  beforeEach(async () => {
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

  it('a signal reaches the members on both, and D41 nobody who was removed, though the word of it was lost', async () => {
    const [o, a, b] = [await foyerSocket(one, owner.token), await foyerSocket(two, ann.token), await foyerSocket(two, bob.token)];
    const frame = { op: 'typing', conversation: group, user: owner.id } as const;
    await one.app.chat.signals.toMembers(group, frame);
    await Promise.all([o, a, b].map((socket) => socket.op('typing')));
    await one.app.sql.execute('DELETE FROM member WHERE user_id = ? AND conversation_id = ?', [ann.id, group]);
    await one.app.sql.execute('UPDATE conversation SET acl_version = acl_version + 1 WHERE id = ?', [group]);
    one.app.caches.group.forget(group);
    await one.app.chat.signals.toMembers(group, frame);
    await Promise.all([o, b].map((socket) => socket.op('typing')));
    await a.ask({ op: 'ping' }, 'pong');
    assert.equal(a.frames.filter(({ op }) => op === 'typing').length, 1);
  });

  it('a list that Redis lost is filled from SQL', async () => {
    const [o, a] = [await foyerSocket(one, owner.token), await foyerSocket(two, ann.token)];
    await sayIn(o, group, 'before');
    await a.got(1);
    await nodes.redis.flush();
    await sayIn(o, group, 'after the loss');
    assert.deepEqual(await a.got(2, 15_000), ['before', 'after the loss']);
    await sayIn(o, group, 'live again');
    assert.deepEqual(await a.got(3, 15_000), ['before', 'after the loss', 'live again']);
  }).timeout(40_000);
}
