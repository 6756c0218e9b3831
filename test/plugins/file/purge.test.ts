import assert from 'node:assert/strict';
import { purge, type PurgeCounts } from '../../../app/retention/purge.ts';
import { createOpenUser, post, postAll } from '../../support/chat.ts';
import { conversationOf, fill } from '../../support/draft.ts';
import { makeFriends, type TestUser } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';
import { foyerSocket } from '../../support/socket.ts';
import { readAll } from '../../support/tables.ts';
import { uploaded } from '../../support/upload.ts';
import { until } from '../../support/wait.ts';

const DAY = 86_400_000;
const AGE = 400 * DAY;
/** More than one step of them. */
const OLD = 430;

describeStores('purge: files', (store) => {
  const target = store.serve();
  let ann: TestUser;
  let bob: TestUser;
  let conversation: number;

  const run = (over: Partial<Parameters<typeof purge>[0]> = {}): Promise<PurgeCounts> =>
    purge({
      app: target.app,
      now: Date.now(),
      isDry: false,
      keep: { sessions: 90 * DAY, visitors: 30 * DAY, messages: 365 * DAY },
      ...over,
    });

  /** Puts all that was said in the conversation so far back in time. */
  const age = async (): Promise<void> => {
    const { sql } = target.app;
    for (const [table, column] of [
      ['message', 'created_at'],
      ['upload_share', 'created_at'],
    ])
      await sql.execute(`UPDATE ${table} SET ${column} = ${column} - ? WHERE conversation_id = ?`, [AGE, conversation]);
    await sql.execute('UPDATE upload SET created_at = created_at - ? WHERE owner_id = ?', [AGE, ann.id]);
    await sql.execute('UPDATE conversation SET last_at = last_at - ? WHERE id = ?', [AGE, conversation]);
  };

  const send = async (url: string): Promise<number> => (await post(target, ann, { to: bob.id, type: 'file', data: url })).status;

  const count = async (table: string): Promise<number> => {
    const [row] = await target.app.sql.query<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table} WHERE conversation_id = ?`, [conversation]);
    return row?.n ?? 0;
  };

  /** Every row, but that by which a node shows that it runs, and what units make of messages meanwhile. */
  const stored = async (): Promise<string[]> => (await readAll(target)).filter((line) => !/^(node|journal_cursor|term) /.test(line));

  beforeEach(async () => {
    [ann, bob] = await Promise.all([createOpenUser(target), createOpenUser(target)]);
    await makeFriends(target, ann.id, bob.id);
    conversation = await conversationOf(target, ann.id, bob.id);
  });

  it('G109 takes the files that no later message shows, with the messages, and leaves the others', async () => {
    const { sql } = target.app;
    const [gone, kept] = [
      await uploaded(target, ann.token, { bytes: 'gone', name: 'gone.txt' }),
      await uploaded(target, ann.token, { bytes: 'kept', name: 'kept.txt' }),
    ];
    assert.deepEqual([await send(gone.url), await send(kept.url)], [200, 200]);
    await fill(target, conversation, { from: ann.id, texts: Array.from({ length: OLD }, (_, at) => `oldword ${at}`) });
    await until(
      async () => (await sql.query('SELECT 1 FROM upload_share WHERE last_seq > 0 AND conversation_id = ?', [conversation])).length === 2,
    );
    await age();
    assert.equal(await send(kept.url), 200);
    await postAll(target, ann, { to: bob.id, texts: ['newword 1', 'newword 2'] });
    const last = OLD + 5;
    await until(
      async () =>
        (await sql.query('SELECT 1 FROM upload_share WHERE last_seq > ? AND conversation_id = ?', [OLD + 2, conversation])).length === 1,
    );
    await sql.execute('UPDATE member SET mention_seq = 5 WHERE conversation_id = ? AND user_id = ?', [conversation, bob.id]);

    // Acknowledgements are written behind the messages.
    await target.app.chat.receipts.flush();
    const before = await stored();
    const told = await run({ isDry: true });
    assert.deepEqual(namedOf(told, 'messages', 'files'), [OLD + 2, 1]);
    assert.deepEqual(await stored(), before, 'a dry run changes nothing');

    const removed = await run();
    assert.deepEqual(namedOf(removed, 'messages', 'files'), [OLD + 2, 1]);
    assert.deepEqual([await count('message'), await count('upload_share')], [3, 1]);
    const status = async ({ url }: { url: string }): Promise<number> =>
      (await fetch(target.url + new URL(url).pathname, { headers: { token: bob.token } })).status;
    assert.deepEqual([await status(gone), await status(kept)], [404, 200]);

    // Whoever was away gets what is left, acknowledges it, and is not given it again; numbers go on.
    const socket = await foyerSocket(target, bob.token);
    const seqs = (): number[] => socket.frames.flatMap((frame) => (frame.op === 'message' ? [frame.seq] : []));
    assert.deepEqual(seqs(), [last - 2, last - 1, last]);
    await postAll(target, ann, { to: bob.id, texts: ['more'] });
    await until(() => seqs().at(-1) === last + 1);
    await until(async () => {
      const [row] = await sql.query<{ at: number; mention: number }>(
        'SELECT delivered_seq AS at, mention_seq AS mention FROM member WHERE conversation_id = ? AND user_id = ?',
        [conversation, bob.id],
      );
      return row?.at === last + 1 && row.mention === 0;
    });
    await socket.close();
    assert.deepEqual(await run(), {
      ...removed,
      revocations: 0,
      handovers: 0,
      invitations: 0,
      sessions: 0,
      visitors: 0,
      messages: 0,
      files: 0,
    });
  });
});

/** How many went of each. */
function namedOf(purged: PurgeCounts, ...names: readonly string[]): unknown[] {
  return names.map((name) => purged[name]);
}
