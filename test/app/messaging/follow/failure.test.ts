import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FollowContext } from '../../../../app/messaging/follow/follower.ts';
import type { Sql } from '../../../../engine/sql.ts';
import { fill } from '../../../support/draft.ts';
import { describeStores } from '../../../support/matrix.ts';
import { until } from '../../../support/wait.ts';
import { FollowStage, rounds, type Node } from './stage.ts';

describeStores('followers that fail', (store) => {
  const target = store.serve();
  const stage = new FollowStage(target);

  it('U6 hears again of what it did not take, later and later, and others are not held up', async () => {
    const other = await stage.another();
    const tries: number[] = [];
    const heard: number[] = [];
    let isBroken = true;
    const { follower, faults } = stage.node({
      handle: (messages) => {
        const ids = new Set(messages.map(({ conversationId }) => conversationId));
        if (ids.has(stage.conversation)) tries.push(performance.now());
        if (ids.has(stage.conversation) && isBroken) throw new Error('not this one');
        heard.push(...ids);
      },
    });
    await stage.said('poison');
    await fill(target, other, { from: stage.from, texts: ['fine'] });
    follower.note(stage.conversation);
    follower.note(other);
    await until(async () => {
      await follower.run();
      return heard.includes(other);
    });
    assert.deepEqual(heard, [other]);
    await until(async () => {
      await follower.run();
      return tries.length >= 5;
    });
    const pauses = tries.slice(1).map((at, index) => at - (tries[index] ?? 0));
    assert.ok((pauses[0] ?? 0) >= 19 && (pauses[3] ?? 0) >= 79, `growing pauses: ${pauses.join(', ')}`);
    assert.equal(faults.length, tries.length);
    assert.deepEqual([faults[0]?.unit, faults[0]?.hook, faults[0]?.reason], [stage.name, 'follow', 'error']);
    isBroken = false;
    await until(async () => {
      await follower.run();
      return heard.includes(stage.conversation);
    });
  });

  it('U6 does not wait for a handler that hangs, and hands on the same again', async () => {
    const heard: number[] = [];
    const signals: AbortSignal[] = [];
    let isStuck = true;
    const { follower, faults } = stage.node({
      deadline: 30,
      handle: (messages, { signal }) => {
        signals.push(signal);
        if (isStuck) return new Promise<void>(() => {});
        heard.push(...stage.seqs(messages));
        return Promise.resolve();
      },
    });
    await stage.said('one');
    follower.note(stage.conversation);
    await follower.run();
    assert.deepEqual([faults.map(({ unit, reason }) => `${unit} ${reason}`), signals[0]?.aborted], [[`${stage.name} deadline`], true]);
    isStuck = false;
    await until(async () => {
      await follower.run();
      return heard.length > 0;
    });
    assert.deepEqual([heard, signals[1]?.aborted], [[1], false]);
  });

  it('U6 keeps what it did and how far it heard in one transaction', async () => {
    const { sql } = target.app;
    let isBroken = true;
    let late: FollowContext | undefined;
    const heard: number[] = [];
    const { follower } = stage.node({
      handle: async (messages, ctx) => {
        late = ctx;
        await sql.transaction(async (tx) => {
          await ctx.keep(tx);
          heard.push(...stage.seqs(messages));
          if (isBroken) throw new Error('rolled back');
        });
      },
    });
    await stage.said('one');
    follower.note(stage.conversation);
    await follower.run();
    isBroken = false;
    await assert.rejects(async () => sql.transaction(async (tx) => late?.keep(tx)), /rolled back/);
    await until(async () => {
      await follower.run();
      return heard.length > 1;
    });
    await rounds(follower);
    assert.deepEqual(heard, [1, 1]);
  });

  it('U6 tells what is under way that the process ends, and waits no longer than a moment', async () => {
    await stage.said('one');
    let signal: AbortSignal | undefined;
    const stuck = stage.node({
      handle: (_, ctx) => {
        signal = ctx.signal;
        return new Promise(() => {});
      },
    });
    await stuck.followers.start();
    stuck.follower.note(stage.conversation);
    await until(() => signal !== undefined);
    const begun = performance.now();
    await stuck.followers.close();
    assert.ok(signal?.aborted && performance.now() - begun < 3000);
    assert.deepEqual(stuck.faults, [], 'an end is no fault');
  });

  if (store.name !== 'sqlite') {
    it('U6 of several nodes one is at a stage.conversation; another takes over when it is gone', async () => {
      const heard: string[] = [];
      const make = (node: string, over = {}): Node =>
        stage.node(
          {
            deadline: 200,
            handle: async (messages) => {
              await sleep(2);
              heard.push(...stage.seqs(messages).map((seq) => `${node}${seq}`));
            },
          },
          over,
        );
      const nodes = [make('a'), make('b'), make('c')];
      for (let seq = 1; seq <= 20; seq += 1) {
        await stage.said(`n${seq}`);
        for (const { follower } of nodes) follower.note(stage.conversation);
        await Promise.all(nodes.map(({ follower }) => follower.run()));
      }
      await Promise.all(nodes.map(({ follower }) => rounds(follower, 2)));
      assert.deepEqual(
        heard.map((at) => Number(at.slice(1))),
        Array.from({ length: 20 }, (_, index) => index + 1),
        'each once, in order',
      );
      // It took the stage.conversation, and is gone before it let go.
      const { sql } = target.app;
      const dying: Sql = {
        ...bound(sql),
        query: (text, params) => (text.startsWith('SELECT conversation_id, seq') ? new Promise(() => {}) : sql.query(text, params)),
      };
      const dead = make('d', { sql: dying, lease: 100 });
      await stage.said('n21');
      dead.follower.note(stage.conversation);
      void dead.follower.run();
      const [heir] = nodes;
      assert.ok(heir);
      await sleep(100);
      heir.follower.note(stage.conversation);
      await heir.follower.run();
      assert.equal(heard.length, 20, 'its lease holds');
      await until(async () => {
        await heir.follower.run();
        return heard.length === 21;
      });
      assert.equal(heard.at(-1), 'a21');
    });
  }
});

/** A store whose methods can be replaced one by one. */
function bound(sql: Sql): Sql {
  return {
    dialect: sql.dialect,
    statements: 0,
    deadlocks: 0,
    reruns: 0,
    query: (text, params) => sql.query(text, params),
    execute: (text, params) => sql.execute(text, params),
    transaction: (work) => sql.transaction(work),
  };
}
