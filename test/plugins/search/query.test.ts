import assert from 'node:assert/strict';
import { hunt } from '../../../plugins/search/hunt.ts';
import { chooseWay, findSearchable } from '../../../plugins/search/query.ts';
import { planOf } from '../../../plugins/search/terms.ts';
import type { Sql, SqlValue } from '../../../engine/sql.ts';
import { conversationOf, fill } from '../../support/draft.ts';
import { createUser, type TestUser } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';

interface Statement {
  readonly text: string;
  readonly params: readonly SqlValue[];
}

/** A row of EXPLAIN QUERY PLAN on SQLite. */
interface Step {
  readonly detail: string;
}

/** A row of EXPLAIN on MySQL. */
interface Access {
  readonly table: string | null;
  readonly type: string | null;
  readonly key_len: string | number | null;
}

/** Bytes of a conversation's id and a term in the key: a range of less reads a whole conversation's terms. */
const WHOLE_TERM = 8 + 32 * 4 + 2;

describeStores('search queries', (store) => {
  const target = store.serve();
  let me: TestUser;

  before(async () => {
    me = await createUser(target);
    for (let peers = 0; peers < 6; peers += 1) {
      const peer = await createUser(target);
      const other = await createUser(target);
      const texts = Array.from({ length: 200 }, (_, index) => `第${index}次会议 明天下午 ${index}`);
      await fill(target, await conversationOf(target, me.id, peer.id), { from: peer.id, texts });
      await fill(target, await conversationOf(target, other.id, peer.id), { from: peer.id, texts });
    }
    const common = Array.from({ length: 1200 }, (_, index) => `明${index} 明天`);
    const last = await createUser(target);
    await fill(target, await conversationOf(target, me.id, last.id), { from: last.id, texts: common });
    const { sql } = target.app;
    const tails = await sql.query<{ id: number; lastSeq: number; heardSeq: number }>(
      'SELECT id, last_seq AS lastSeq, 0 AS heardSeq FROM conversation',
    );
    assert.ok(await target.app.search.catchUp(tails, 100_000));
  });

  /** What a search asks for. */
  async function statementsOf(keyword: string): Promise<Statement[]> {
    const { sql } = target.app;
    const statements: Statement[] = [];
    const recording: Sql = {
      dialect: sql.dialect,
      statements: 0,
      deadlocks: 0,
      reruns: 0,
      query: (text, params = []) => {
        statements.push({ text, params });
        return sql.query(text, params);
      },
      execute: (text, params) => sql.execute(text, params),
      transaction: (work) => sql.transaction(work),
    };
    const scope = { userId: me.id, conversation: undefined };
    const conversations = await findSearchable(recording, scope, 100);
    const plan = planOf(keyword);
    const way = await chooseWay(recording, scope, { plan, conversations });
    assert.ok(way);
    const order = { scope, plan, way, conversations, from: undefined, before: undefined, limit: 10, scan: 1000 };
    const first = await hunt(recording, order);
    assert.ok(first.next);
    const second = await hunt(recording, { ...order, before: first.next });
    assert.ok(second.messages.length > 0);
    return statements;
  }

  async function scans({ text, params }: Statement): Promise<string[]> {
    const { sql } = target.app;
    if (sql.dialect === 'sqlite') {
      const steps = await sql.query<Step>(`EXPLAIN QUERY PLAN ${text}`, params);
      return steps.map(({ detail }) => detail).filter((detail) => /^SCAN (?!d$|h$|bounded$|CONSTANT)/.test(detail));
    }
    const accesses = await sql.query<Access>(`EXPLAIN ${text}`, params);
    const whole = accesses.filter(({ table, type }) => table !== null && !table.startsWith('<') && (type === 'ALL' || type === 'index'));
    const wide = accesses.filter(({ table, key_len: length }) => ['t', 'o', 'term'].includes(String(table)) && Number(length) < WHOLE_TERM);
    return [...whole, ...wide].map(({ table, type, key_len: length }) => `${type} ${table} ${length}`);
  }

  for (const keyword of ['会议', '明天下午', '会', '次会议 下午 明天', '明天 19']) {
    it(`read no table through for ${keyword}`, async () => {
      for (const statement of await statementsOf(keyword)) assert.deepEqual(await scans(statement), [], statement.text);
    });
  }

  it('begin with what is rarer: a term, or the beginning of one', async () => {
    const { sql } = target.app;
    const scope = { userId: me.id, conversation: undefined };
    const conversations = await findSearchable(sql, scope, 100);
    const ways = await Promise.all(
      ['会议 明天', '明天 19', '明天 '].map((keyword) => chooseWay(sql, scope, { plan: planOf(keyword), conversations })),
    );
    assert.deepEqual(
      ways.map((way) => (way?.kind === 'prefix' ? `${way.prefix}…` : way?.term)),
      ['会议', '19…', '明天'],
    );
  });

  it('read no table through where a beginning is too common to be sorted', async () => {
    for (const statement of await statementsOf('明')) assert.deepEqual(await scans(statement), [], statement.text);
  });
});
