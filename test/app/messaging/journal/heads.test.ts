import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { commit } from '../../../../app/messaging/journal/commit.ts';
import { findBehind, mendHeads } from '../../../../app/messaging/journal/heads.ts';
import type { Sql } from '../../../../engine/sql.ts';
import type { TestApp } from '../../../support/app.ts';
import { conversationOf, draft, fill } from '../../../support/draft.ts';
import { createUser } from '../../../support/factory.ts';
import { describeStores } from '../../../support/matrix.ts';

describeStores('heads of conversations', (store) => {
  const target = store.serve();
  let sql: Sql;

  before(() => {
    ({ sql } = target.app);
  });

  /** A conversation of three messages that counts none, as a commit of 0.1 could leave it. */
  async function broken(on: TestApp = target): Promise<{ id: number; from: number; lastAt: number }> {
    const [ann, bob] = [await createUser(on), await createUser(on)];
    const id = await conversationOf(on, ann.id, bob.id);
    const messages = await fill(on, id, { from: ann.id, texts: ['one', 'two', 'three'] });
    await on.app.sql.execute('UPDATE conversation SET last_seq = 0, last_at = 0 WHERE id = ?', [id]);
    return { id, from: ann.id, lastAt: messages.at(-1)?.createdAt ?? 0 };
  }

  const headOf = async (id: number, on: Sql = sql): Promise<unknown> =>
    (await on.query('SELECT last_seq AS seq, last_at AS at FROM conversation WHERE id = ?', [id]))[0];

  it('G100 finds what is behind among what is whole, and mends it once', async () => {
    const whole = await broken();
    await mendHeads(sql, [whole.id]);
    const behind = [await broken(), await broken()];
    // Whatever numbers are missing before it.
    await sql.execute('DELETE FROM message WHERE conversation_id = ? AND seq < 3', [behind[1]?.id ?? 0]);
    assert.deepEqual(
      await findBehind(sql),
      behind.map(({ id }) => ({ id, lastSeq: 0, top: 3 })),
    );
    const ids = [whole, ...behind].map(({ id }) => id);
    assert.equal(await mendHeads(sql, ids), 2);
    assert.equal(await mendHeads(sql, ids), 0);
    for (const { id, lastAt } of behind) assert.deepEqual(await headOf(id), { seq: 3, at: lastAt });
    assert.deepEqual(await findBehind(sql), []);
  });

  it('G100 whoever writes where the head is behind gets the number after the last message', async () => {
    const { id, from } = await broken();
    const [other, peer] = [await createUser(target), await createUser(target)];
    const whole = await conversationOf(target, other.id, peer.id);
    const settled = await commit(sql, [draft(id, { senderId: from }), draft(whole, { senderId: other.id })]);
    assert.deepEqual(
      settled.map((one) => (one.kind === 'stored' ? one.message.seq : one.kind)),
      [4, 1],
    );
  });

  it('G100 a store that was left so is whole after the next start', async function () {
    this.timeout(60_000);
    const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-heads-'));
    const first = await store.boot({ dataDir });
    const { url: databaseUrl } = first.app.config.sequelize;
    const { id, lastAt } = await broken(first);
    await first.close();
    const second = await store.boot({ dataDir, ...(databaseUrl !== undefined && { databaseUrl }) });
    try {
      assert.deepEqual(await headOf(id, second.app.sql), { seq: 3, at: lastAt });
    } finally {
      await second.close();
      fs.rmSync(dataDir, { recursive: true, force: true });
    }
  });
});
