import assert from 'node:assert/strict';
import { singleKey } from '../../../app/messaging/way/single-way.ts';
import { createOpenUser, post } from '../../support/chat.ts';
import { describeStores } from '../../support/matrix.ts';
import { servicesOf } from '../../support/ticket.ts';

describeStores('notices', (store) => {
  const target = store.serve();

  it('one whose rights changed under it is told all the same, and drops what it was found by alone', async () => {
    const [one, two, other] = [await createOpenUser(target), await createOpenUser(target), await createOpenUser(target)];
    for (const receiver of [two, other]) assert.equal((await post(target, one, { to: receiver.id, data: 'hello' })).status, 200);
    const { conversation } = target.app.caches;
    const [key, otherKey] = [singleKey(one.id, two.id), singleKey(one.id, other.id)];
    assert.ok(await conversation.get(key));
    assert.ok(await conversation.get(otherKey));
    // As another node would, whose word is still on its way.
    await target.app.sql.execute('UPDATE conversation SET acl_version = acl_version + 1 WHERE name_key = ?', [key]);
    await servicesOf(target).notice.between([one.id, two.id], { kind: 'friends' }, `friends:${key}`);
    const rows = await target.app.sql.query(
      'SELECT m.type FROM message m JOIN conversation c ON c.id = m.conversation_id WHERE c.name_key = ? AND m.sender_id = 0',
      [key],
    );
    assert.equal(rows.length, 1);
    assert.ok(conversation.peek(otherKey), 'the others stay known');
  });
});
