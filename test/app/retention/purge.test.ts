import assert from 'node:assert/strict';
import { purge, type PurgeCounts } from '../../../app/retention/purge.ts';
import { createOpenUser, postAll } from '../../support/chat.ts';
import { conversationOf, fill } from '../../support/draft.ts';
import { createVisitor, makeFriends, type TestUser } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';
import { foyerSocket } from '../../support/socket.ts';
import { readAll } from '../../support/tables.ts';
import { until } from '../../support/wait.ts';

const DAY = 86_400_000;
const AGE = 400 * DAY;
/** More than one step of them. */
const OLD = 430;

describeStores('purge', (store) => {
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
    await sql.execute('UPDATE message SET created_at = created_at - ? WHERE conversation_id = ?', [AGE, conversation]);
    await sql.execute('UPDATE conversation SET last_at = last_at - ? WHERE id = ?', [AGE, conversation]);
  };

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

  it('G109 takes old messages with all that is kept of them, and leaves later ones as they are', async () => {
    const { sql } = target.app;
    await fill(target, conversation, { from: ann.id, texts: Array.from({ length: OLD }, (_, at) => `oldword ${at}`) });
    await age();
    await postAll(target, ann, { to: bob.id, texts: ['newword 1', 'newword 2', 'newword 3'] });
    const last = OLD + 3;
    await sql.execute('UPDATE member SET mention_seq = 5 WHERE conversation_id = ? AND user_id = ?', [conversation, bob.id]);

    // Acknowledgements are written behind the messages.
    await target.app.chat.receipts.flush();
    const before = await stored();
    const told = await run({ isDry: true });
    assert.deepEqual(namedOf(told, 'messages'), [OLD]);
    assert.deepEqual(await stored(), before, 'a dry run changes nothing');

    const removed = await run();
    assert.deepEqual(namedOf(removed, 'messages'), [OLD]);
    assert.equal(await count('message'), 3);

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
    });
  });

  it('G109 works beside senders, who lose nothing', async () => {
    await fill(target, conversation, { from: ann.id, texts: Array.from({ length: OLD }, (_, at) => `old ${at}`) });
    await age();
    const texts = Array.from({ length: 15 }, (_, at) => `meanwhile ${at}`);
    const [removed] = await Promise.all([run(), postAll(target, ann, { to: bob.id, texts })]);
    assert.equal(removed['messages'], OLD);
    const rows = await target.app.sql.query<{ seq: number; data: string }>(
      'SELECT seq, data FROM message WHERE conversation_id = ? ORDER BY seq',
      [conversation],
    );
    assert.deepEqual(
      rows.map(({ seq, data }) => [seq, data]),
      texts.map((text, at) => [OLD + 1 + at, text]),
    );
  });

  it('G109 keeps for good what is to be kept so, and removes what has ended', async () => {
    const { sql } = target.app;
    const visitor = await createVisitor(target);
    const at = Date.now() - 100 * DAY;
    await sql.execute('UPDATE user SET created_at = ?, login_at = ? WHERE id = ?', [at, at, visitor.id]);
    await sql.execute('UPDATE session SET created_at = ?, expires_at = ? WHERE user_id = ?', [at, at, visitor.id]);
    for (let n = 0; n < 3; n += 1)
      await sql.execute(`INSERT INTO revocation (user_id, session_id, reason, created_at) VALUES (?, NULL, 'changed', ?)`, [ann.id, at]);
    await sql.execute('INSERT INTO handover (code_hash, session_id, created_at, expires_at) VALUES (?, 1, ?, ?)', [visitor.uuid, at, at]);
    await fill(target, conversation, { from: ann.id, texts: ['kept'] });
    await age();
    const none = await run({ keep: { sessions: 0, visitors: 0, messages: 0 }, isDry: true });
    assert.deepEqual(namedOf(none, 'sessions', 'visitors', 'messages'), [0, 0, 0]);
    const dry = await run({ isDry: true });
    assert.deepEqual(namedOf(dry, 'revocations', 'handovers', 'sessions', 'visitors', 'messages'), [3, 1, 1, 1, 1]);
    const keep = { sessions: 90 * DAY, visitors: 30 * DAY, messages: 0 };
    const removed = await run({ keep });
    assert.deepEqual(namedOf(removed, 'revocations', 'handovers', 'sessions', 'visitors', 'messages'), [3, 1, 1, 1, 0]);
    assert.equal(await count('message'), 1);
    assert.equal((await sql.query('SELECT id FROM user WHERE id = ?', [visitor.id])).length, 0);
  });
});

/** How many went of each. */
function namedOf(purged: PurgeCounts, ...names: readonly string[]): unknown[] {
  return names.map((name) => purged[name]);
}
