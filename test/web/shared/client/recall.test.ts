import assert from 'node:assert/strict';
import type { Conversation } from '../../../../web/shared/conversation.ts';
import { KEPT } from '../../../../web/shared/kept-texts.ts';
import { anew } from '../../../support/anew.ts';
import { settle } from '../../support/clock.ts';
import { World } from '../../support/world.ts';

describe('web/shared/client: taking back', () => {
  const world = World.anew();
  const ann = anew(() => world.server.user(1, 'ann'));
  const bob = anew(() => world.server.user(2, 'bob'));

  const kinds = ({ lines }: Conversation): string[] => lines.map(({ seq, kind }) => `${seq} ${kind}`);

  it('D37 a recall makes a tombstone of its line on both sides, takes no place and leaves no hole', async () => {
    const [a, b] = [await world.online(ann), await world.online(bob)];
    const [left, right] = [a.client.open(2), b.client.open(1)];
    await b.client.conversations();
    a.client.send({ to: 2, data: 'oops' });
    a.client.send({ to: 2, data: 'kept' });
    await settle();
    const { key } = left.lines[0]!;
    assert.equal(right.unread, 2);
    await a.client.recall(left.lines[0]!);
    await settle();
    for (const side of [left, right]) {
      assert.deepEqual(kinds(side), ['1 recalled', '2 message']);
      assert.deepEqual([side.lastSeq, side.last?.kind, side.timeline.missing()], [3, 'recalled', null]);
      assert.ok(!JSON.stringify(side.lines).includes('oops'));
    }
    assert.deepEqual([left.lines[0]?.key, right.unread, a.client.state], [key, 1, 'up_to_date']);
    a.client.send({ to: 2, data: 'next' });
    await settle();
    assert.deepEqual(kinds(right), ['1 recalled', '2 message', '4 message']);
  });

  it('keeps what one took back oneself for a while, nothing of others', async () => {
    const [a, b] = [await world.online(ann), await world.online(bob)];
    const [left, right] = [a.client.open(2), b.client.open(1)];
    a.client.send({ to: 2, data: 'typo' });
    await settle();
    assert.equal(a.client.textOfRecalled(left.lines[0]!), null);
    await a.client.recall(left.lines[0]!);
    await settle();
    assert.equal(a.client.textOfRecalled(left.lines[0]!)?.data, 'typo');
    assert.equal(b.client.textOfRecalled(right.lines[0]!), null);
    await world.clock.pass(KEPT.time);
    assert.equal(a.client.textOfRecalled(left.lines[0]!), null);
  });

  it('D30 a page that was on its way does not bring a text back', async () => {
    const b = await world.online(bob);
    const right = b.client.open(1);
    const old = world.server.post(ann, bob, 'secret');
    await settle();
    const a = await world.online(ann);
    const left = a.client.open(2);
    await settle();
    await a.client.recall(left.lines[0]!);
    await settle();
    b.socket().deliver({ op: 'message', conversation: 11, ...old });
    assert.deepEqual(kinds(right), ['1 recalled']);
  });

  it('says why a recall failed', async () => {
    const b = await world.online(bob);
    const right = b.client.open(1);
    world.server.post(ann, bob, 'hers');
    await settle();
    await assert.rejects(b.client.recall(right.lines[0]!), { code: 'message_not_found' });
    world.cut(b.socket());
    await assert.rejects(b.client.recall(right.lines[0]!), { code: 'lost' });
  });

  it('finds what a line quotes: here, far up, and taken back', async () => {
    const group = world.server.group('team', [ann, bob]);
    const source = world.server.postIn(group, { from: ann, data: 'source' });
    for (let i = 0; i < 60; i++) world.server.postIn(group, { from: ann, data: `${i}` });
    const quote = { id: source.message.id, seq: 1, from_id: 1 };
    world.server.postIn(group, { from: bob, data: 'answer', options: { quote } });
    world.server.mailboxes.clear();
    const [a, b] = [await world.online(ann), await world.online(bob)];
    const [left, right] = [a.client.open(group.id, 'group'), b.client.open(group.id, 'group')];
    await settle();
    const answer = right.lines.at(-1)!;
    assert.equal(b.client.quoteOf(right, right.lines[0]!), null);
    assert.deepEqual(b.client.quoteOf(right, answer), { state: 'unknown', line: null });
    await settle();
    assert.equal(b.client.quoteOf(right, answer)?.line?.message.data, 'source');
    assert.equal(b.socket().of('history').length, 2);
    await a.client.history(left);
    assert.equal(a.client.quoteOf(left, left.lines.at(-1)!)?.state, 'here');
    await a.client.recall(left.lines[0]!);
    await settle();
    assert.equal(a.client.quoteOf(left, left.lines.at(-1)!)?.state, 'recalled');
    assert.equal(b.client.quoteOf(right, answer)?.state, 'recalled');
    assert.ok(!JSON.stringify(b.client.quoteOf(right, answer)).includes('source'));
  });
});
