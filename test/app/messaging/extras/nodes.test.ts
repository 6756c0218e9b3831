import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { anew } from '../../../support/anew.ts';
import { createUser } from '../../../support/factory.ts';
import { makeGroup, sayIn } from '../../../support/group-chat.ts';
import { serveNodes } from '../../../support/nodes.ts';
import { foyerSocket } from '../../../support/socket.ts';
import star from './star/plugin.ts';
import { sky } from './star/sky.ts';

describe('extras of messages on two nodes', () => {
  const { one, two } = serveNodes({ chat: { extras: { gather: 1 } } }, undefined, { star });
  const owner = anew(() => createUser(one));
  const ann = anew(() => createUser(one));
  let group: number;

  beforeEach(async () => {
    sky.clear();
    group = await makeGroup(one, [owner, ann]);
  });

  it('U5 changes on both end as the same on both, however slow the older answers are', async () => {
    const [here, there] = [await foyerSocket(one, owner.token), await foyerSocket(two, ann.token)];
    await sayIn(here, group, 'a star, please');
    await there.got(1);
    sky.gate = () => sleep(Math.random() * 5);
    for (let times = 1; times <= 40; times += 1) {
      sky.add(group, 1);
      (times % 2 === 0 ? one : two).app.chat.changes.tell({ conversationId: group, seq: 1 });
      if (times % 5 === 0) await sleep(2);
    }
    for (const socket of [here, there]) {
      await socket.next((frame) => frame.op === 'changed' && frame.extras.star === 40);
      const told = socket.frames.flatMap((frame) => (frame.op === 'changed' ? [frame.extras.star ?? 0] : []));
      assert.deepEqual(
        told,
        told.toSorted((a, b) => a - b),
        'none is older than the one before',
      );
    }
  });

  it('D41 U5 nothing is told to who was removed, though the word of it was lost', async () => {
    const [here, there] = [await foyerSocket(one, owner.token), await foyerSocket(two, ann.token)];
    await sayIn(here, group, 'a star, please');
    await there.got(1);
    await one.app.sql.execute('DELETE FROM member WHERE user_id = ? AND conversation_id = ?', [ann.id, group]);
    await one.app.sql.execute('UPDATE conversation SET acl_version = acl_version + 1 WHERE id = ?', [group]);
    one.app.caches.group.forget(group);
    const reads = sky.calls.length;
    one.app.chat.changes.tell({ conversationId: group, seq: 1 });
    await here.op('changed');
    // Both nodes have read it by then.
    while (sky.calls.length < reads + 2) await there.ask({ op: 'ping' }, 'pong');
    await there.ask({ op: 'ping' }, 'pong');
    assert.ok(there.frames.every(({ op }) => op !== 'changed'));
  });
});
