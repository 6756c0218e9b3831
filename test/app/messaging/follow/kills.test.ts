import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { Followers } from '../../../../app/messaging/follow/followers.ts';
import type { FollowedMessage } from '../../../../app/messaging/follow/read.ts';
import type { Sql, SqlSession } from '../../../../engine/sql.ts';
import { conversationOf, fill } from '../../../support/draft.ts';
import { createUser } from '../../../support/factory.ts';
import { describeStores } from '../../../support/matrix.ts';

const KILLS = 200;
const CONVERSATIONS = 6;
/** Most statements and messages of one life. */
const LONGEST = 30;

describeStores('a follower that is killed', (store) => {
  if (store.name === 'mariadb+redis') return;
  const target = store.serve();

  it(`U6 at ${KILLS} random moments, with messages flying, misses nothing and hears each conversation in order`, async function () {
    this.timeout(120_000);
    const from = (await createUser(target)).id;
    const conversations = await Promise.all(
      Array.from({ length: CONVERSATIONS }, async () => conversationOf(target, from, (await createUser(target)).id)),
    );
    const heard = new Map<number, number[]>(conversations.map((id) => [id, []]));
    const hear = ({ conversationId, seq, data }: FollowedMessage): void => {
      assert.equal(data, `n${seq}`);
      heard.get(conversationId)?.push(seq);
    };
    const said = new Map<number, number>(conversations.map((id) => [id, 0]));
    let current: Followers | undefined;
    const over = new AbortController();
    const talk = async (): Promise<void> => {
      while (!over.signal.aborted) {
        const id = conversations[Math.floor(Math.random() * CONVERSATIONS)] ?? 0;
        const first = (said.get(id) ?? 0) + 1;
        const texts = Array.from({ length: 1 + Math.floor(Math.random() * 3) }, (_, index) => `n${first + index}`);
        said.set(id, first + texts.length - 1);
        await fill(target, id, { from, texts });
        current?.note(id);
        await sleep(1);
      }
    };
    const talking = talk();
    for (let kill = 0; kill < KILLS; kill += 1) {
      const life = new Life(target.app.sql, 1 + Math.floor(Math.random() * LONGEST));
      current = followersOn(life);
      const follower = current.add('mortal', {
        from: 'start',
        slice: 5,
        deadline: 20,
        handle: (messages) => life.each(messages, hear),
      });
      await Promise.race([life.end, live(follower)]);
    }
    over.abort();
    await talking;
    const last = followersOn(target.app.sql);
    const follower = last.add('mortal', { from: 'start', handle: (messages) => messages.forEach(hear) });
    for (let turn = 0; turn < 500 && ![...said].every(([id, seq]) => Math.max(0, ...(heard.get(id) ?? [])) === seq); turn += 1) {
      follower.sweep();
      await follower.run();
      await sleep(1);
    }
    for (const [id, seqs] of heard) {
      let most = 0;
      for (const seq of seqs) {
        assert.ok(seq <= most + 1, `${seq} after ${most} in ${id}`);
        most = Math.max(most, seq);
      }
      assert.equal(most, said.get(id), 'all of it');
    }
    const [all, again] = [[...said.values()].reduce((sum, seq) => sum + seq, 0), [...heard.values()].flat().length];
    assert.ok(all > KILLS && again > all, `${all} messages were heard ${again} times: some kills came between hearing and writing down`);
  });
});

async function live(follower: { run(): Promise<void>; sweep(): void }): Promise<never> {
  for (;;) {
    await follower.run();
    follower.sweep();
    await sleep(0);
  }
}

function followersOn(sql: Sql): Followers {
  const node = crypto.randomUUID();
  const rest = { lease: 10, pause: { least: 1, most: 2 }, onFault: () => {}, onError: () => {} };
  return new Followers({ interval: 5, slice: 250, calm: 16, deadline: 1000 }, { sql, node, pending: () => 0, ...rest });
}

class Killed extends Error {}

/** The store as a process uses it that is killed after so many steps: what was begun is rolled back, and nothing is heard of it any more. */
class Life implements Sql {
  readonly dialect: Sql['dialect'];
  readonly statements = 0;
  readonly deadlocks = 0;
  readonly reruns = 0;
  /** When it is killed. */
  readonly end: Promise<void>;
  readonly #sql: Sql;
  #left: number;
  #die = (): void => {};

  constructor(sql: Sql, steps: number) {
    this.#sql = sql;
    this.#left = steps;
    this.dialect = sql.dialect;
    this.end = new Promise((resolve) => (this.#die = resolve));
  }

  query: Sql['query'] = (text, params) => this.#mortal(() => this.#sql.query(text, params));
  execute: Sql['execute'] = (text, params) => this.#mortal(() => this.#sql.execute(text, params));
  transaction: Sql['transaction'] = (work) => this.#mortal(() => this.#sql.transaction((tx) => this.#within(tx, work)));

  /** One after the other; the process may end between two. */
  async each<T>(all: readonly T[], take: (one: T) => void): Promise<void> {
    for (const one of all) {
      await this.#mortal(async () => take(one));
    }
  }

  async #within<T>(tx: SqlSession, work: (tx: SqlSession) => Promise<T>): Promise<T> {
    const result = await work({
      query: (text, params) => this.#step(() => tx.query(text, params)),
      execute: (text, params) => this.#step(() => tx.execute(text, params)),
    });
    return this.#step(() => Promise.resolve(result));
  }

  async #mortal<T>(work: () => Promise<T>): Promise<T> {
    try {
      const result = await this.#step(work);
      return await this.#step(() => Promise.resolve(result));
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      return new Promise<never>(() => {});
    }
  }

  #step<T>(work: () => Promise<T>): Promise<T> {
    if (--this.#left > 0) return work();
    this.#die();
    return Promise.reject(new Killed());
  }
}
