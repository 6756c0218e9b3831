import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FollowedMessage } from '../../../../app/messaging/follow/read.ts';
import { NOTICE_TYPE } from '../../../../protocol/index.ts';
import { draft, fill } from '../../../support/draft.ts';
import { describeStores } from '../../../support/matrix.ts';
import { until } from '../../../support/wait.ts';
import { FollowStage, rounds, type Node } from './stage.ts';

describeStores('followers', (store) => {
  const target = store.serve();
  const stage = new FollowStage(target);

  it('U6 hands on what was said once and in order, and no more when it comes again', async () => {
    const heard: number[] = [];
    const { follower } = stage.node({ handle: (messages) => void heard.push(...stage.seqs(messages)), slice: 2 });
    await stage.said('one', 'two', 'three');
    follower.note(stage.conversation);
    await follower.run();
    assert.deepEqual(heard, [1, 2]);
    await follower.run();
    await follower.run();
    assert.deepEqual(heard, [1, 2, 3]);
    const again = stage.node({ handle: (messages) => void heard.push(...stage.seqs(messages)) });
    await rounds(again.follower);
    assert.deepEqual(heard, [1, 2, 3]);
    await stage.said('four');
    again.follower.note(stage.conversation);
    await again.follower.run();
    assert.deepEqual(heard, [1, 2, 3, 4]);
  });

  it('U6 hands on whole messages', async () => {
    const heard: FollowedMessage[] = [];
    const { follower } = stage.node({ handle: (messages) => void heard.push(...messages) });
    const [message] = await fill(target, stage.conversation, { from: stage.from, texts: ['开会'] });
    follower.note(stage.conversation);
    await follower.run();
    assert.deepEqual(heard, [{ ...message, recalls: 0 }]);
  });

  it('U6 finds what nobody told it of, at the start and whenever it sweeps', async () => {
    const heard: number[] = [];
    const { follower } = stage.node({ handle: (messages) => void heard.push(...stage.seqs(messages)) });
    await stage.said('one');
    await rounds(follower);
    assert.deepEqual(heard, [1]);
    await stage.said('two');
    await rounds(follower);
    assert.deepEqual(heard, [1], 'nobody said it');
    follower.sweep();
    await rounds(follower);
    assert.deepEqual(heard, [1, 2]);
  });

  it('U6 from now on: what was said before is not told, and what comes into conversations old and new is', async () => {
    await stage.said('old');
    const heard: number[] = [];
    const make = (): Node => stage.node({ from: 'now', handle: (messages) => void heard.push(...stage.seqs(messages)) });
    // SQLite has one node.
    const nodes = store.name === 'sqlite' ? [make()] : [make(), make(), make()];
    await Promise.all(nodes.map(({ followers }) => followers.start()));
    await stage.said('new');
    nodes[0]?.follower.sweep();
    await until(() => heard.length > 0);
    assert.deepEqual(heard, [2]);
    stage.conversation = await stage.another();
    await stage.said('first', 'second');
    // One that starts later leaves out nothing of what came since.
    if (store.name === 'sqlite') await nodes[0]?.followers.close();
    const late = make();
    await late.followers.start();
    await until(() => heard.length === 3);
    await sleep(30);
    assert.deepEqual(heard, [2, 1, 2]);
  });

  it('U6 tells in its place what was taken back', async () => {
    const heard: number[][] = [];
    const { follower } = stage.node({ handle: (messages) => void heard.push(...messages.map(({ seq, recalls }) => [seq, recalls])) });
    await stage.said('one', 'two');
    const data = JSON.stringify({ kind: 'recalled', seq: 1, id: crypto.randomUUID(), by: { id: stage.from, name: 'x', avatar: '' } });
    const outcome = await target.app.chat.journal.append(
      draft(stage.conversation, { senderId: stage.from, type: NOTICE_TYPE, data, recalls: 1 }),
      () => Promise.resolve(),
    );
    assert.equal(outcome.kind, 'stored');
    follower.note(stage.conversation);
    await follower.run();
    assert.deepEqual(heard, [
      [1, 1],
      [2, 0],
      [3, 1],
    ]);
  });

  it('U6 catches up at once, beside its runs, in order and once', async () => {
    const heard: number[] = [];
    const { follower } = stage.node({
      handle: async (messages) => {
        await sleep(5);
        heard.push(...stage.seqs(messages));
      },
    });
    await stage.said(...Array.from({ length: 30 }, (_, index) => `n${index}`));
    const tails = [{ id: stage.conversation, heardSeq: 0, lastSeq: 30 }];
    follower.note(stage.conversation);
    const [isHeard, ...others] = await Promise.all([
      follower.catchUp(tails, 12),
      follower.catchUp(tails, 100),
      follower.run(),
      follower.catchUp(tails, 100),
    ]);
    assert.deepEqual([isHeard, others[0], others[2]], [false, true, true]);
    assert.deepEqual(
      heard,
      Array.from({ length: 30 }, (_, index) => index + 1),
    );
    assert.equal(await follower.catchUp([], 10), true);
  });

  it('U6 leaves the store to messages while they wait, and does nothing once it is closed', async () => {
    const heard: number[] = [];
    let pending = 17;
    const { follower, followers } = stage.node(
      { handle: (messages) => void heard.push(...stage.seqs(messages)) },
      { pending: () => pending },
    );
    assert.throws(() => followers.add(stage.name, { from: 'now', handle: () => {} }), new RegExp(`two followers ${stage.name}`));
    await stage.said('one');
    follower.note(stage.conversation);
    await follower.run();
    assert.deepEqual(heard, []);
    pending = 16;
    await follower.run();
    assert.deepEqual(heard, [1]);
    await stage.said('two');
    follower.note(stage.conversation);
    await followers.close();
    await follower.run();
    assert.deepEqual(heard, [1]);
  });
});
