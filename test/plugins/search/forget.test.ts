import assert from 'node:assert/strict';
import { placeOf } from '../../../app/messaging/journal/message-id.ts';
import { purge } from '../../../app/retention/purge.ts';
import { lastSeqsUntil } from '../../../plugins/search/query.ts';
import { conversationOf, fill } from '../../support/draft.ts';
import { createUser, type TestUser } from '../../support/factory.ts';
import { postIn } from '../../support/group-chat.ts';
import { describeStores } from '../../support/matrix.ts';
import { makeGroup, servicesOf } from '../../support/ticket.ts';

const DAY = 86_400_000;
/** More than one step of a purge. */
const OLD = 430;

describeStores('what is removed for good', (store) => {
  const target = store.serve({ config: { search: { interval: 3_600_000 } } });
  let ann: TestUser;
  let bob: TestUser;
  let conversation: number;

  beforeEach(async () => {
    [ann, bob] = [await createUser(target), await createUser(target)];
    conversation = await conversationOf(target, ann.id, bob.id);
  });

  const age = (): Promise<unknown> =>
    target.app.sql.execute('UPDATE message SET created_at = created_at - ? WHERE conversation_id = ?', [400 * DAY, conversation]);
  const run = (): Promise<unknown> =>
    purge({ app: target.app, now: Date.now(), isDry: false, keep: { sessions: 0, visitors: 0, messages: 365 * DAY } });
  const index = async (id: number, lastSeq: number): Promise<void> =>
    assert.ok(await target.app.search.catchUp([{ id, heardSeq: 0, lastSeq }], 10_000));
  const termsIn = (id: number): Promise<unknown[]> =>
    target.app.sql.query('SELECT seq FROM term WHERE conversation_id = ? ORDER BY seq', [id]);

  it('G109 a purge takes the terms of what it removes, and no others', async () => {
    await fill(target, conversation, { from: ann.id, texts: Array.from({ length: OLD }, (_, at) => `oldword n${at}`) });
    await age();
    await fill(target, conversation, { from: ann.id, texts: ['newword', 'newword'] });
    await index(conversation, OLD + 2);
    await run();
    assert.deepEqual(await termsIn(conversation), [{ seq: OLD + 1 }, { seq: OLD + 2 }]);
    const search = async (keyword: string): Promise<number> =>
      (await target.api.as(bob.token).post<{ list: unknown[] }>('/api/chat/search', { keyword, conversation })).data.list.length;
    assert.deepEqual([await search('oldword'), await search('newword')], [0, 2]);
  });

  it('G109 what is removed before it was indexed is not indexed', async () => {
    await fill(target, conversation, { from: ann.id, texts: ['one', 'two'] });
    await age();
    await fill(target, conversation, { from: ann.id, texts: ['three'] });
    await run();
    await index(conversation, 3);
    assert.deepEqual(await termsIn(conversation), [{ seq: 3 }]);
  });

  it('G03 what was said where nobody is left goes with its terms', async () => {
    const [group, ours] = [
      await makeGroup(target, { name: 'mine', owner: ann }),
      await makeGroup(target, { name: 'ours', owner: ann, members: [bob] }),
    ];
    for (const to of [group, ours]) {
      const { status, data } = await postIn(target, ann, { to, data: 'secret' });
      assert.equal(status, 200);
      await index(to, placeOf(data.id).seq);
      assert.equal((await termsIn(to)).length, 1);
    }
    await servicesOf(target).erasure.erase(ann.id);
    assert.deepEqual([(await termsIn(group)).length, (await termsIn(ours)).length], [0, 1]);
  });

  it('G109 what is left is found by its time', async () => {
    await fill(target, conversation, { from: ann.id, texts: Array.from({ length: 40 }, (_, at) => `old ${at}`) });
    await age();
    const left = await fill(target, conversation, { from: ann.id, texts: ['left', 'right'] });
    await run();
    const found = await lastSeqsUntil(target.app.sql, [
      {
        conversation: { id: conversation, heardSeq: 0, joinedSeq: 0, lastSeq: 42, lastAt: 0, kind: 'single', peerId: ann.id },
        time: left[1]?.createdAt ?? 0,
      },
    ]);
    assert.deepEqual(found, [42]);
  });
});
