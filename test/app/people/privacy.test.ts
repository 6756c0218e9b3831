import assert from 'node:assert/strict';
import { prune } from '../../../app/retention/prune.ts';
import { purge } from '../../../app/retention/purge.ts';
import { anew } from '../../support/anew.ts';
import { conversationOf, fill as storeTexts } from '../../support/draft.ts';
import { createUser, type TestUser } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';
import { makeGroup, servicesOf } from '../../support/ticket.ts';
import diary from './diary/plugin.ts';

const DAY = 86_400_000;
const WORDS = ['one', 'two', 'three', 'four', 'five'];

describeStores('app/privacy.ts of a unit', (store) => {
  const target = store.serve({ plugins: { diary }, config: { closing: { interval: DAY, again: 0 } } });
  const me = anew(() => createUser(target));
  const ann = anew(() => createUser(target));

  const write = (user: TestUser, table: string, { text = 'dear diary', at = Date.now() } = {}): Promise<unknown> =>
    target.app.act({ userId: user.id }, (tx) =>
      tx.execute(`INSERT INTO ${table} (user_id, text, created_at) VALUES (?, ?, ?)`, [user.id, text, at]),
    );
  const count = async (table: string, user: TestUser): Promise<number> =>
    (await target.app.sql.query(`SELECT id FROM ${table} WHERE user_id = ?`, [user.id])).length;

  async function fill(): Promise<void> {
    for (const user of [me, ann]) {
      await write(user, 'diary_page');
      for (const text of WORDS) await write(user, 'diary_word', { text });
    }
  }

  it('U14 an erasure takes what the unit holds of the user: rows in its transaction, portions after it, and nothing of others', async () => {
    await fill();
    const outdated: string[] = [];
    const invalidate = target.app.invalidate.bind(target.app);
    const listen = (keys: readonly string[]): void => {
      outdated.push(...keys);
      invalidate(keys);
    };
    Object.assign(target.app, { invalidate: listen });
    try {
      await servicesOf(target).erasure.erase(me.id);
    } finally {
      Object.assign(target.app, { invalidate });
    }
    assert.deepEqual([await count('diary_page', me), await count('diary_word', me)], [0, 0]);
    assert.deepEqual([await count('diary_page', ann), await count('diary_word', ann)], [1, WORDS.length]);
    assert.ok(outdated.includes(`diary:${me.id}`), 'after the commit every node forgets the key');
  });

  it('U14 portions that were cut off are gone on with, and all come once more for what was on its way', async () => {
    await fill();
    const { sql } = target.app;
    const execute = sql.execute.bind(sql);
    let left = 3;
    const dies = (...[text, values]: Parameters<typeof execute>): ReturnType<typeof execute> => {
      if (text.includes('DELETE FROM diary_word') && (left -= 1) < 0) throw new Error('the store is away');
      return execute(text, values);
    };
    Object.assign(sql, { execute: dies });
    try {
      await servicesOf(target).erasure.erase(me.id);
    } finally {
      Reflect.deleteProperty(sql, 'execute');
    }
    assert.equal(await count('diary_word', me), WORDS.length - 3);
    await servicesOf(target).closing.finishDue();
    assert.equal(await count('diary_word', me), 0);
    await sql.execute(`INSERT INTO diary_word (user_id, text, created_at) VALUES (?, 'late', 1)`, [me.id]);
    await servicesOf(target).closing.finishDue();
    assert.equal(await count('diary_word', me), 0);
    assert.deepEqual(await sql.query('SELECT user_id FROM closing WHERE user_id = ?', [me.id]), []);
  });

  it('G03 nothing that the unit writes by `app.act` lands after an erasure, whenever it began', async () => {
    const writing: Promise<unknown>[] = [];
    const haunting = setInterval(() => writing.push(write(me, 'diary_page', { text: 'GHOST' }).catch((error: unknown) => error)), 1);
    await servicesOf(target).erasure.erase(me.id);
    clearInterval(haunting);
    await Promise.all(writing);
    assert.equal(await count('diary_page', me), 0);
    await assert.rejects(write(me, 'diary_page'), { code: 'user_disabled' });
  });

  it('U14 a visitor who never wrote is forgotten with what the unit holds', async () => {
    const { id, uuid } = me;
    await write(me, 'diary_page');
    await target.app.sql.execute(`UPDATE user SET role = 'visitor', password_hash = NULL, login_at = 1, created_at = 1 WHERE id = ?`, [id]);
    await target.app.sql.execute('DELETE FROM session WHERE user_id = ?', [id]);
    assert.equal(await servicesOf(target).erasure.forget(id, { since: Date.now(), ttl: 1 }), true);
    assert.equal(await count('diary_page', me), 0);
    assert.deepEqual(await target.app.sql.query('SELECT id FROM user WHERE uuid = ?', [uuid]), []);
  });

  it('U14 messages that are removed for good are forgotten, the first of a conversation or all of it', async () => {
    const { app } = target;
    const forgotten = async (id: number): Promise<string[]> =>
      (await app.sql.query<{ text: string }>('SELECT text FROM diary_page WHERE user_id = ?', [-id])).map(({ text }) => text);
    const talk = await conversationOf(target, me.id, ann.id);
    await storeTexts(target, talk, { from: me.id, texts: ['one', 'two', 'three'] });
    await app.sql.execute('UPDATE message SET created_at = 1 WHERE conversation_id = ? AND seq <= 2', [talk]);
    const purging = { app, now: Date.now(), isDry: true, keep: { sessions: 0, visitors: 0, messages: DAY } };
    await purge(purging);
    assert.deepEqual(await forgotten(talk), [], 'a dry run');
    await purge({ ...purging, isDry: false });
    assert.deepEqual(await forgotten(talk), ['1 one, 2 two']);
    const group = await makeGroup(target, { name: 'mine', owner: me });
    const ours = await makeGroup(target, { name: 'ours', owner: me, members: [ann] });
    await servicesOf(target).erasure.erase(me.id);
    assert.deepEqual([await forgotten(group), await forgotten(ours), await forgotten(talk)], [['all'], [], ['1 one, 2 two']]);
  });

  it('U14 rows whose time is over are counted and removed by a purge, and by the servers', async () => {
    await target.app.sql.execute('DELETE FROM diary_page');
    const now = Date.now();
    for (const at of [now - 3 * DAY, now - 2 * DAY, now]) await write(me, 'diary_page', { at });
    const purging = { app: target.app, now, isDry: true, keep: { sessions: 0, visitors: 0, messages: 0 } };
    assert.equal((await purge(purging))['diary_pages'], 2);
    assert.equal(await count('diary_page', me), 3);
    assert.equal((await purge({ ...purging, isDry: false }))['diary_pages'], 2);
    assert.equal(await count('diary_page', me), 1);
    await prune(target.app, now + 2 * DAY);
    assert.equal(await count('diary_page', me), 0);
  });
});
