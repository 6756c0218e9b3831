import assert from 'node:assert/strict';
import type { ClientFrames } from '../../../protocol/index.ts';
import type { UnsentMessage } from '../../../web/shared/draft.ts';
import { ANSWER_DUE, Outbox } from '../../../web/shared/outbox.ts';
import { UnsentStore } from '../../../web/shared/unsent-store.ts';
import { Clock } from '../support/clock.ts';
import { MemoryStorage } from '../support/memory-storage.ts';

function setup({ window = 1, limit = 65_536 } = {}) {
  const clock = new Clock();
  const wire: ClientFrames['send'][] = [];
  const changes: UnsentMessage[] = [];
  const outbox = new Outbox({
    environment: clock,
    window,
    latest: () => 0,
    transmit: (frame) => wire.push(frame),
    changed: (item) => changes.push(item),
  });
  const add = (data: string, to = 7): string => outbox.add({ to, data }).clientId;
  const texts = (): string[] => wire.map(({ data }) => data);
  const state = (clientId: string): string | undefined => outbox.list().find((item) => item.clientId === clientId)?.state;
  const refuse = (clientId: string, retry: boolean, after?: number): void =>
    outbox.refused({ client_id: clientId, code: 'why', text: 'Why', retry, ...(after === undefined ? {} : { after }) });
  return { clock, wire, changes, outbox, add, texts, state, refuse, open: () => outbox.opened(limit) };
}

describe('web/shared/outbox', () => {
  it('keeps what is written before the connection and sends it in order', () => {
    const { outbox, add, texts, state, open } = setup();
    const ids = ['a', 'b', 'c'].map((data) => add(data));
    assert.equal(state(ids[0]!), 'waiting');
    open();
    assert.deepEqual(texts(), ['a']);
    assert.equal(state(ids[0]!), 'sending');
    for (const id of ids) assert.equal(outbox.confirm(id)?.clientId, id);
    assert.deepEqual(texts(), ['a', 'b', 'c']);
    assert.deepEqual(outbox.list(), []);
  });

  it('has at most a window under way per conversation; one never waits for another', () => {
    const { outbox, add, texts, open } = setup({ window: 2 });
    open();
    const first = add('1');
    for (const data of ['2', '3', '4']) add(data);
    add('x', 8);
    assert.deepEqual(texts(), ['1', '2', 'x']);
    outbox.confirm(first);
    assert.deepEqual(texts(), ['1', '2', 'x', '3']);
  });

  it('D25 sends all unanswered again after a reconnect, same ids, same order', () => {
    const { outbox, add, wire, texts, state, open } = setup({ window: 3 });
    open();
    const ids = ['a', 'b', 'c', 'd'].map((data) => add(data));
    outbox.confirm(ids[1]!);
    outbox.closed();
    assert.equal(state(ids[0]!), 'waiting');
    wire.length = 0;
    open();
    assert.deepEqual(texts(), ['a', 'c', 'd']);
    assert.deepEqual(
      wire.map(({ client_id }) => client_id),
      [ids[0], ids[2], ids[3]],
    );
  });

  it('D24 a refusal for now holds back what comes behind, keeps the reason, and goes out again after its time', async () => {
    const { clock, outbox, add, texts, refuse, open } = setup();
    open();
    const id = add('a');
    add('b');
    refuse(id, true, 2000);
    const [item] = outbox.list();
    assert.deepEqual([item?.state, item?.refusal], ['waiting', { code: 'why', text: 'Why' }]);
    await clock.pass(1999);
    assert.deepEqual(texts(), ['a']);
    await clock.pass(1);
    assert.deepEqual(texts(), ['a', 'a']);
    assert.equal(outbox.list()[0]?.refusal, null);
    outbox.confirm(id);
    assert.deepEqual(texts(), ['a', 'a', 'b']);
  });

  it('without a time it waits longer and longer', async () => {
    const { clock, add, texts, refuse, open } = setup();
    clock.chance = 0.999_999;
    open();
    const id = add('a');
    for (const [tries, wait] of [1000, 2000, 4000].entries()) {
      refuse(id, true);
      await clock.pass(wait - 1);
      assert.equal(texts().length, tries + 1);
      await clock.pass(1);
      assert.equal(texts().length, tries + 2);
    }
  });

  it('keeps the order when one of several under way is refused for now', async () => {
    const { clock, outbox, add, wire, texts, refuse, open } = setup({ window: 3 });
    open();
    const ids = ['a', 'b', 'c', 'd', 'e'].map((data) => add(data));
    refuse(ids[1]!, true, 100);
    outbox.confirm(ids[0]!);
    wire.length = 0;
    await clock.pass(100);
    assert.deepEqual(texts(), ['b', 'd']);
  });

  it('a final refusal fails the message, keeps its text, and lets the next one through', () => {
    const { outbox, add, texts, state, refuse, open } = setup();
    open();
    const [id] = [add('a'), add('b')];
    refuse(id, false);
    assert.equal(state(id), 'failed');
    assert.equal(outbox.list()[0]?.data, 'a');
    assert.deepEqual(texts(), ['a', 'b']);
    outbox.closed();
    open();
    assert.deepEqual(texts(), ['a', 'b', 'b']);
  });

  it('retries a failed message with its id, as the newest; discards it on request', () => {
    const { outbox, add, wire, texts, state, refuse, open } = setup();
    open();
    const [a, b] = [add('a'), add('b')];
    assert.equal(outbox.retry(a), false);
    refuse(a, false);
    assert.equal(outbox.retry(a), true);
    assert.equal(state(a), 'waiting');
    outbox.confirm(b);
    assert.deepEqual(texts(), ['a', 'b', 'a']);
    assert.equal(wire[2]?.client_id, a);
    refuse(a, false);
    assert.equal(outbox.discard(a), true);
    assert.deepEqual(outbox.list(), []);
    assert.equal(outbox.retry(a), false);
  });

  it('discards only what the server cannot have', async () => {
    const { clock, outbox, add, refuse, texts, open } = setup();
    const [a, b] = [add('a'), add('b')];
    open();
    assert.equal(outbox.discard(a), false);
    outbox.closed();
    assert.equal(outbox.discard(a), false);
    assert.equal(outbox.discard(b), true);
    open();
    refuse(a, true, 50);
    assert.equal(outbox.discard(a), true);
    await clock.pass(100);
    assert.deepEqual(texts(), ['a', 'a']);
  });

  it('repeats a try that an open connection does not answer', async () => {
    const { clock, outbox, add, texts, open } = setup();
    open();
    const id = add('a');
    await clock.pass(ANSWER_DUE - 1);
    assert.deepEqual(texts(), ['a']);
    await clock.pass(1);
    assert.deepEqual(texts(), ['a', 'a']);
    outbox.confirm(id);
    await clock.pass(10 * ANSWER_DUE);
    assert.deepEqual(texts(), ['a', 'a']);
    assert.equal(clock.pending, 0);
  });

  it('fails what the connection could never carry, and goes on', () => {
    const { add, texts, state, open } = setup({ limit: 300 });
    const big = add('字'.repeat(100));
    add('small');
    open();
    assert.equal(state(big), 'failed');
    assert.deepEqual(texts(), ['small']);
  });

  it('answers a confirmation once, also for a message that had failed', () => {
    const { outbox, add, refuse, open } = setup();
    open();
    const id = add('a');
    refuse(id, false);
    assert.ok(outbox.confirm(id));
    assert.equal(outbox.confirm(id), null);
    refuse(id, true);
    assert.deepEqual(outbox.list(), []);
  });

  it('leaves no timer when the connection goes', async () => {
    const { clock, outbox, add, refuse, open } = setup();
    open();
    refuse(add('a'), true, 9999);
    outbox.closed();
    assert.equal(clock.pending, 0);
  });

  it('sends nothing between two connections', () => {
    const { outbox, add, texts, open } = setup();
    open();
    outbox.closed();
    add('a');
    assert.deepEqual(texts(), []);
    open();
    assert.deepEqual(texts(), ['a']);
  });

  it('waits shortly again after a success, and on a new connection', async () => {
    const { clock, outbox, add, texts, refuse, open } = setup();
    clock.chance = 0.999_999;
    open();
    const refuseTwice = async (id: string): Promise<void> => {
      refuse(id, true);
      await clock.pass(1000);
      refuse(id, true);
      await clock.pass(2000);
    };
    const first = add('a');
    await refuseTwice(first);
    outbox.confirm(first);
    const second = add('b');
    await refuseTwice(second);
    outbox.closed();
    open();
    refuse(second, true);
    await clock.pass(1000);
    assert.deepEqual(texts(), ['a', 'a', 'a', 'b', 'b', 'b', 'b', 'b']);
  });

  it('tells every change of a message', () => {
    const { outbox, add, changes, refuse, open } = setup();
    const id = add('a');
    open();
    refuse(id, false);
    outbox.retry(id);
    outbox.confirm(id);
    const told = changes.map(({ state }) => state);
    assert.deepEqual(told, ['waiting', 'sending', 'failed', 'waiting', 'sending', 'sending']);
  });

  it('W10 keeps unsent messages in a storage over a reload', () => {
    const store = new UnsentStore(new MemoryStorage(), 1);
    const before = setup();
    before.add('early');
    before.outbox.keepIn(store);
    before.open();
    const failed = before.add('x', 8);
    before.refuse(failed, false);
    before.add('late');

    const after = setup();
    after.add('newest');
    after.outbox.keepIn(store);
    assert.deepEqual(
      after.outbox.list().map(({ data, state }) => [data, state]),
      [
        ['newest', 'waiting'],
        ['early', 'waiting'],
        ['x', 'failed'],
        ['late', 'waiting'],
      ],
    );
    after.open();
    for (const { clientId } of after.outbox.list()) after.outbox.confirm(clientId);
    assert.deepEqual(store.load(), []);
  });

  it('sends at once what a storage holds, each message once, and keeps a retried one as such', () => {
    const store = new UnsentStore(new MemoryStorage(), 1);
    const before = setup();
    before.outbox.keepIn(store);
    const id = before.add('a');
    before.open();
    before.refuse(id, false);
    before.outbox.retry(id);
    assert.equal(store.load()[0]?.state, 'waiting');

    const { outbox, texts, open } = setup();
    open();
    outbox.keepIn(store);
    outbox.keepIn(store);
    assert.deepEqual(texts(), ['a']);
    assert.equal(outbox.list().length, 1);
  });

  it('forgets another user’s messages without deleting them', () => {
    const store = new UnsentStore(new MemoryStorage(), 1);
    const { outbox, add, texts, open } = setup();
    outbox.keepIn(store);
    add('mine');
    open();
    outbox.clear();
    add('of someone else');
    assert.deepEqual(texts(), ['mine']);
    open();
    assert.deepEqual(texts(), ['mine', 'of someone else']);
    assert.equal(store.load().length, 1);
  });
});
