import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { MailboxRead, Position } from '../../../engine/mailbox.ts';
import { anew } from '../../support/anew.ts';
import type { TestApp } from '../../support/app.ts';
import { createOpenUser, postAll } from '../../support/chat.ts';
import { createUser, type TestUser } from '../../support/factory.ts';
import { postIn } from '../../support/group-chat.ts';
import { describeStores } from '../../support/matrix.ts';
import { UNLIMITED } from '../../support/routes/boot.ts';
import { makeGroup, servicesOf } from '../../support/ticket.ts';
import { until } from '../../support/wait.ts';

const HOUR = 3_600_000;
const NAME = 'NAME-OF-ONE-WHO-GOES';
const WORDS = 'PLEASE-LET-ME-IN';
/** Nothing is done but what is asked for. */
const QUIET = { ...UNLIMITED, closing: { interval: HOUR, again: 0 } };

describeStores('what comes after an account was closed', (store) => {
  const target = store.serve({ config: QUIET });
  const me = anew(() => createUser(target, { nickname: NAME }));
  const ann = anew(() => createOpenUser(target));

  const closings = async ({ app }: TestApp): Promise<unknown[]> => app.sql.query('SELECT user_id AS id, round FROM closing');
  const versionOf = async ({ app }: TestApp, userId: number): Promise<number[]> => {
    const rows = await app.sql.query<{ version: number }>(
      `SELECT c.acl_version AS version FROM member k JOIN conversation c ON c.id = k.conversation_id WHERE k.user_id = ? AND c.kind = 'single'`,
      [userId],
    );
    return rows.map(({ version }) => version);
  };

  afterEach(() => target.app.sql.execute('DELETE FROM closing'));

  it('G03 no copy with the name or the words of an erased account stays in a list', async () => {
    const { groups, left } = await nameEverywhere(target, me, ann);
    assert.deepEqual(await named(target, ann, [...groups, left]), ['mailbox', ...groups, left]);
    await servicesOf(target).erasure.erase(me.id);
    assert.deepEqual(await named(target, ann, [...groups, left]), []);
  });

  it('G03 what was on its way into a list goes, too', async () => {
    await postAll(target, me, { to: ann.id, texts: ['said'] });
    const late = (await waiting(target.app.engine.mailbox, ann.id)).at(-1) ?? assert.fail('nothing waits');
    await servicesOf(target).erasure.erase(me.id);
    await target.app.engine.mailbox.push(ann.id, late);
    assert.deepEqual(await closings(target), [{ id: me.id, round: 1 }]);
    await servicesOf(target).closing.finishDue();
    assert.deepEqual(await named(target, ann, []), []);
    assert.deepEqual(await closings(target), []);
  });

  it('G03 lists of an engine that is down are emptied once it is back', async () => {
    await postAll(target, me, { to: ann.id, texts: ['said'] });
    const { mailbox } = target.app.engine;
    Object.assign(mailbox, { position: () => Promise.reject(new Error('away')) });
    try {
      await servicesOf(target).erasure.erase(me.id);
    } finally {
      Reflect.deleteProperty(mailbox, 'position');
    }
    assert.deepEqual(await named(target, ann, []), ['mailbox']);
    await servicesOf(target).closing.finishDue();
    assert.deepEqual(await named(target, ann, []), []);
    await servicesOf(target).closing.finishDue();
    assert.deepEqual(await closings(target), []);
  });

  for (const [what, close] of Object.entries({
    'an erasure': ({ erasure }: Services, id: number) => erasure.erase(id),
    'a disabling': ({ admin }: Services, id: number) => admin.disable(id),
  })) {
    it(`G03 ${what} is ended by the next start where the process ended after its commit`, async function () {
      this.timeout(60_000);
      const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-closing-'));
      const first = await store.boot({ dataDir, config: QUIET });
      const [one, other] = [await createUser(first, { nickname: NAME }), await createOpenUser(first)];
      await postAll(first, one, { to: other.id, texts: ['said'] });
      const before = await versionOf(first, other.id);
      await endAfterCommit(first, () => close(servicesOf(first), one.id));
      const again = await reboot(first, dataDir);
      try {
        assert.deepEqual(
          await versionOf(again, other.id),
          before.map((version) => version + 1),
        );
        assert.deepEqual(await closings(again), what === 'an erasure' ? [{ id: one.id, round: 1 }] : []);
        if (what === 'an erasure') assert.deepEqual(await named(again, other, []), []);
      } finally {
        await again.close();
        fs.rmSync(dataDir, { recursive: true, force: true });
      }
    });
  }

  /** Starts the program anew on the stores of one that has ended. */
  async function reboot({ app: { config } }: TestApp, dataDir: string): Promise<TestApp> {
    const { sequelize, redis } = config;
    return store.boot({
      dataDir,
      ...(sequelize.url !== undefined && { databaseUrl: sequelize.url }),
      ...(redis.url !== undefined && { redisUrl: redis.url }),
      config: { ...QUIET, redis: { prefix: redis.prefix } },
    });
  }
});

type Services = ReturnType<typeof servicesOf>;

/** Something of a user wherever it can be: said to one, said in groups, one of which was left since, and asked for. */
async function nameEverywhere(target: TestApp, me: TestUser, ann: TestUser): Promise<{ groups: number[]; left: number }> {
  const my = target.api.as(me.token);
  await postAll(target, me, { to: ann.id, texts: ['said'] });
  const own = await makeGroup(target, { name: 'own', owner: me, members: [ann], mode: 0 });
  const theirs = await makeGroup(target, { name: 'theirs', owner: ann, members: [me], mode: 0 });
  const left = await makeGroup(target, { name: 'left', owner: ann, members: [me], mode: 0 });
  for (const to of [own, theirs, left]) assert.equal((await postIn(target, me, { to, data: 'said' })).status, 200);
  assert.equal((await my.post('/api/chat/groupDeleteOrQuit', { id: left })).status, 200);
  const closed = await makeGroup(target, { name: 'closed', owner: ann, mode: 1 });
  assert.equal((await my.post('/api/chat/groupInviteUser', { group_id: closed, addGroupDesc: WORDS })).status, 200);
  await until(async () => (await waiting(target.app.engine.mailbox, ann.id)).some((entry) => entry.includes(WORDS)));
  return { groups: [own, theirs], left };
}

/** Which of the lists hold a name or words. */
async function named({ app }: TestApp, user: TestUser, groups: readonly number[]): Promise<(string | number)[]> {
  const { mailbox, rooms } = app.engine;
  const isNamed = (entries: readonly string[]): boolean => entries.some((entry) => entry.includes(NAME) || entry.includes(WORDS));
  const found: (string | number)[] = isNamed(await waiting(mailbox, user.id)) ? ['mailbox'] : [];
  const position = async (id: number): Promise<Position> => (await rooms.watch([id], 'a test'))[0] ?? assert.fail('no answer');
  const lists = { position, read: rooms.read.bind(rooms) };
  for (const id of groups) if (isNamed(await waiting(lists, id))) found.push(id);
  return found;
}

interface Lists {
  position(id: number): Promise<Position>;
  read(id: number, epoch: string, after: number): Promise<MailboxRead>;
}

/** Everything that a list holds. */
async function waiting(lists: Lists, id: number): Promise<readonly string[]> {
  const { epoch, last } = await lists.position(id);
  for (let after = 0; after < last; after += 1) {
    const { entries } = await lists.read(id, epoch, after);
    if (entries) return entries;
  }
  return [];
}

/** Ends an application as a crash does: of what it does the first transaction is committed, and nothing more reaches its store. */
async function endAfterCommit(target: TestApp, work: () => Promise<unknown>): Promise<void> {
  const { sql } = target.app;
  const gone = (): Promise<never> => Promise.reject(new Error('this process is gone'));
  const transaction = sql.transaction.bind(sql);
  Object.assign(sql, {
    transaction: async (...args: Parameters<typeof transaction>) => {
      const done = await transaction(...args);
      Object.assign(sql, { transaction: gone, query: gone, execute: gone });
      return done;
    },
  });
  await assert.rejects(work(), /this process is gone/);
  for (const name of ['transaction', 'query', 'execute'] as const) Reflect.deleteProperty(sql, name);
  await target.close();
}
