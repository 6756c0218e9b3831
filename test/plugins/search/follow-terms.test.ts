import assert from 'node:assert/strict';
import { anew } from '../../support/anew.ts';
import { createOpenUser, post } from '../../support/chat.ts';
import { conversationOf, fill } from '../../support/draft.ts';
import { createUser } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';
import { until } from '../../support/wait.ts';

describeStores('the index of messages', (store) => {
  const target = store.serve({ config: { search: { interval: 10 } } });
  const me = anew(() => createOpenUser(target));
  const ann = anew(() => createUser(target));

  async function termsIn(id: number): Promise<string[]> {
    const rows = await target.app.sql.query<{ term: string; seq: number }>(
      'SELECT term, seq FROM term WHERE conversation_id = ? ORDER BY seq, term',
      [id],
    );
    return rows.map(({ term, seq }) => `${seq} ${term}`);
  }

  async function heard(id: number): Promise<number> {
    const rows = await target.app.sql.query<{ seq: number }>(
      "SELECT seq FROM journal_cursor WHERE conversation_id = ? AND name = 'search'",
      [id],
    );
    return rows[0]?.seq ?? 0;
  }

  it('U6 indexes what was sent, without a search, and forgets what was taken back', async () => {
    const { status, data } = await post(target, ann, { to: me.id, data: 'some words' });
    assert.equal(status, 200);
    const id = await conversationOf(target, ann.id, me.id);
    await until(async () => (await termsIn(id)).length > 0);
    assert.deepEqual(await termsIn(id), ['1 some', '1 words']);
    assert.equal((await target.api.as(ann.token).post('/api/chat/revokeMessage', { id: data.id })).status, 200);
    await until(async () => (await termsIn(id)).length === 0);
    await until(async () => (await heard(id)) === 2);
  });

  it('U6 forgets what was taken back where it did not hear of it, and no other', async () => {
    const [one, two] = [await post(target, ann, { to: me.id, data: '秘密会议' }), await post(target, ann, { to: me.id, data: '会议' })];
    assert.deepEqual([one.status, two.status], [200, 200]);
    const id = await conversationOf(target, ann.id, me.id);
    await until(async () => (await heard(id)) === 2);
    // Another node told its hooks.
    const { hooks } = target.app.chat;
    const tell = hooks.tell.bind(hooks);
    Object.assign(hooks, { tell: () => {} });
    try {
      assert.equal((await target.api.as(ann.token).post('/api/chat/revokeMessage', { id: one.data.id })).status, 200);
    } finally {
      Object.assign(hooks, { tell });
    }
    await until(async () => (await heard(id)) === 3);
    assert.deepEqual(await termsIn(id), ['2 会议', '2 议']);
  });

  it('takes long messages in parts, and all at once indexes each once', async () => {
    const long = Array.from({ length: 3500 }, (_, index) => `w${index}`)
      .join(' ')
      .slice(0, 20_000);
    const id = await conversationOf(target, ann.id, me.id);
    await fill(target, id, { from: ann.id, texts: Array.from({ length: 16 }, () => long) });
    const tails = [{ id, heardSeq: 0, lastSeq: 16 }];
    assert.deepEqual(await Promise.all(Array.from({ length: 4 }, () => target.app.search.catchUp(tails, 100))), [true, true, true, true]);
    const terms = await termsIn(id);
    assert.ok(terms.length > 10_000 && terms.length % 16 === 0);
    assert.equal(await heard(id), 16);
  });
});
