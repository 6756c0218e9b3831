import assert from 'node:assert/strict';
import { forgetTerms, Indexer, indexTails, type IndexTail } from '../../../app/search/indexer.ts';
import type { Sql } from '../../../engine/sql.ts';
import { conversationOf, fill } from '../../support/draft.ts';
import { createUser } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';

describeStores('indexer', (store) => {
  // Only what a test runs is indexed.
  const target = store.serve({ config: { search: { interval: 3_600_000 } } });
  let from: number;
  let conversation: number;

  beforeEach(async () => {
    const [one, two] = await Promise.all([createUser(target), createUser(target)]);
    from = one.id;
    conversation = await conversationOf(target, one.id, two.id);
  });

  async function termsIn(id: number): Promise<string[]> {
    const rows = await target.app.sql.query<{ term: string; seq: number }>(
      'SELECT term, seq FROM term WHERE conversation_id = ? ORDER BY seq, term',
      [id],
    );
    return rows.map(({ term, seq }) => `${seq} ${term}`);
  }

  async function tail(id: number): Promise<IndexTail> {
    const [row] = await target.app.sql.query<IndexTail>(
      `SELECT c.id, c.last_seq AS lastSeq, COALESCE(k.seq, 0) AS indexedSeq
       FROM conversation c LEFT JOIN term_cursor k ON k.conversation_id = c.id WHERE c.id = ?`,
      [id],
    );
    assert.ok(row);
    return row;
  }

  const indexer = (over: Partial<ConstructorParameters<typeof Indexer>[0]> = {}): Indexer =>
    new Indexer({ sql: target.app.sql, slice: 100, isCalm: () => true, ...over });
  const numbers = (count: number): string[] => Array.from({ length: count }, (_, index) => `n${index}`);

  it('indexes a tail once, however often and by however many it is read', async () => {
    await fill(target, conversation, { from, texts: ['开会', 'Foyer', ''] });
    const behind = await tail(conversation);
    await Promise.all(Array.from({ length: 4 }, () => indexTails(target.app.sql, [behind], 100)));
    assert.deepEqual(await termsIn(conversation), ['1 会', '1 开会', '2 foyer']);
    assert.deepEqual(await tail(conversation), { id: conversation, lastSeq: 3, indexedSeq: 3 });
  });

  it('stops at its bound and goes on from there', async () => {
    await fill(target, conversation, { from, texts: numbers(30) });
    const [behind, ...more] = await indexTails(target.app.sql, [await tail(conversation)], 12);
    assert.deepEqual([behind?.indexedSeq, more], [12, []]);
    assert.deepEqual(await indexTails(target.app.sql, [await tail(conversation)], 100), []);
    assert.equal((await termsIn(conversation)).length, 30);
  });

  it('never goes back, when a slower node comes later', async () => {
    await fill(target, conversation, { from, texts: numbers(10) });
    const early = await tail(conversation);
    await indexTails(target.app.sql, [early], 100);
    await indexTails(target.app.sql, [early], 3);
    assert.equal((await tail(conversation)).indexedSeq, 10);
  });

  it('takes few long messages at a time', async () => {
    const long = Array.from({ length: 3500 }, (_, index) => `w${index}`)
      .join(' ')
      .slice(0, 20_000);
    await fill(target, conversation, { from, texts: Array.from({ length: 16 }, () => long) });
    assert.deepEqual(await indexTails(target.app.sql, [await tail(conversation)], 100), []);
    assert.equal((await tail(conversation)).indexedSeq, 16);
  });

  it('indexes what it was told of, a slice per run, and nothing while the node is busy', async () => {
    await fill(target, conversation, { from, texts: numbers(250) });
    let isCalm = false;
    const mine = indexer({ isCalm: () => isCalm });
    mine.note(conversation);
    await mine.run();
    assert.equal((await tail(conversation)).indexedSeq, 0);
    isCalm = true;
    for (const seq of [100, 200, 250, 250]) {
      await mine.run();
      assert.equal((await tail(conversation)).indexedSeq, seq);
    }
  });

  it('finds by itself what nobody told it of, once per start', async () => {
    await fill(target, conversation, { from, texts: numbers(5) });
    const mine = indexer();
    for (let runs = 0; runs < 5; runs += 1) await mine.run();
    assert.equal((await tail(conversation)).indexedSeq, 5);
  });

  it('tries again what failed', async () => {
    await fill(target, conversation, { from, texts: numbers(5) });
    const { sql } = target.app;
    let isBroken = true;
    const failing: Sql = {
      dialect: sql.dialect,
      statements: 0,
      deadlocks: 0,
      reruns: 0,
      query: (text, params) => (isBroken ? Promise.reject(new Error('no store')) : sql.query(text, params)),
      execute: (text, params) => sql.execute(text, params),
      transaction: (work) => sql.transaction(work),
    };
    const mine = indexer({ sql: failing });
    mine.note(conversation);
    await assert.rejects(mine.run(), /no store/);
    isBroken = false;
    await mine.run();
    assert.equal((await tail(conversation)).indexedSeq, 5);
  });

  it('forgets a message in the transaction that recalls it, and no other', async () => {
    const [first] = await fill(target, conversation, { from, texts: ['秘密会议', '会议'] });
    assert.ok(first);
    await indexTails(target.app.sql, [await tail(conversation)], 100);
    await target.app.sql.transaction((tx) => forgetTerms(tx, first));
    assert.deepEqual(await termsIn(conversation), ['2 会议', '2 议']);
  });
});
