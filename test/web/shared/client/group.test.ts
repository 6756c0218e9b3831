import assert from 'node:assert/strict';
import type { ConversationRow } from '../../../../protocol/index.ts';
import type { SettingChanges } from '../../../../web/shared/client-options.ts';
import { confirmed } from '../../../../web/shared/timeline-entry.ts';
import { anew } from '../../../support/anew.ts';
import { settle } from '../../support/clock.ts';
import { shown } from '../../support/lines.ts';
import { World } from '../../support/world.ts';

const by = { id: 1, name: 'ann', avatar: '' };

describe('web/shared/client: groups, settings, notices', () => {
  const world = World.anew();
  const ann = anew(() => world.server.user(1, 'ann'));
  const bob = anew(() => world.server.user(2, 'bob'));

  it('talks in a group, and lists it from the day it was made', async () => {
    const group = world.server.group('team', [ann, bob]);
    const [a, b] = [await world.online(ann), await world.online(bob)];
    await b.client.conversations();
    const [right] = b.client.list;
    assert.deepEqual([right?.kind, right?.face.title, right?.group?.count, right?.lastSeq], ['group', 'team', 2, 0]);
    b.client.open(group.id, 'group');
    a.client.send({ chatType: 'group', to: group.id, data: 'hi all' });
    await settle();
    assert.deepEqual([shown(right!), right?.unread], [['1 received hi all'], 1]);
  });

  it('marks where the user is called by name, until it is read', async () => {
    const group = world.server.group('team', [ann, bob]);
    const b = await world.online(bob);
    await b.client.conversations();
    world.server.postIn(group, { from: ann, data: 'x', options: { mention: { users: [9], all: false } } });
    await settle();
    const [right] = b.client.list;
    assert.equal(right?.isMentioned, false);
    for (const mention of [{ users: [2] }, { users: [], all: true }]) {
      world.server.postIn(group, { from: ann, data: 'y', options: { mention } });
      await settle();
      assert.deepEqual([right?.isMentioned, right?.mentionSeq], [true, right?.lastSeq]);
      b.client.markRead(right);
      assert.equal(right?.isMentioned, false);
    }
  });

  it('G72 a call that was taken back calls no more: the one before it counts, live and from the list', async () => {
    const group = world.server.group('team', [ann, bob]);
    const [a, b] = [await world.online(ann), await world.online(bob)];
    const call = { from: ann, data: 'y', options: { mention: { users: [2] } } };
    const [first, second] = [world.server.postIn(group, call), world.server.postIn(group, call)];
    await b.client.conversations();
    const [right] = b.client.list;
    assert.deepEqual([right?.isMentioned, right?.mentionSeq], [true, 2]);
    await Promise.all([a.client.recall(confirmed(second, 1)), settle()]);
    await world.clock.pass(1000);
    assert.deepEqual([right?.isMentioned, right?.mentionSeq], [true, 1]);
    const third = world.server.postIn(group, call);
    await settle();
    assert.equal(right?.mentionSeq, 4);
    await Promise.all([a.client.recall(confirmed(third, 1)), settle()]);
    assert.equal(right?.mentionSeq, 1);
    await Promise.all([a.client.recall(confirmed(first, 1)), settle()]);
    await world.clock.pass(1000);
    assert.deepEqual([right?.isMentioned, right?.mentionSeq], [false, 0]);
  });

  it('a notice is a line of its own kind with its facts, not counted, and names change with it', async () => {
    const group = world.server.group('team', [ann, bob]);
    const b = await world.online(bob);
    await b.client.conversations();
    const right = b.client.open(group.id, 'group');
    const told: string[] = [];
    b.client.on('notice', ({ notice }) => told.push(notice.kind));
    b.client.on('message', () => told.push('message'));
    world.server.tellIn({ ...group, name: 'crew' }, { kind: 'group_renamed', name: 'crew', by });
    await settle();
    assert.deepEqual([right.lines[0]?.kind, right.lines[0]?.notice], ['notice', { kind: 'group_renamed', name: 'crew', by }]);
    assert.deepEqual([right.face.title, right.unread, told], ['crew', 0, ['group_renamed']]);
    const asked = b.socket().of('conversations').length;
    await world.clock.pass(1000);
    assert.equal(b.socket().of('conversations').length, asked + 1);
  });

  it('applications come as notices into the system’s conversation', async () => {
    const b = await world.online(bob);
    await b.client.conversations();
    const told: unknown[] = [];
    b.client.on('notice', ({ conversation, notice }) => told.push([conversation.kind, notice.kind]));
    world.server.tell(bob, { kind: 'friend_applied', applicant: by, application: 1, note: '' });
    await settle();
    const [system] = b.client.list;
    assert.deepEqual([told, system?.kind, system?.peerId], [[['system', 'friend_applied']], 'system', 0]);
    b.client.close(b.client.open(0, 'system'));
    const fresh = await world.online(bob);
    const early = fresh.client.open(0, 'system');
    await fresh.client.conversations();
    await settle();
    assert.deepEqual([early.lines.length, early.face, fresh.client.list[0] === early], [1, { title: '', avatar: '' }, true]);
  });

  describe('settings', () => {
    let asked: unknown[];
    let fails: Error | null;
    const set = async (conversation: number, changes: SettingChanges): Promise<ConversationRow | null> => {
      asked.push([conversation, changes]);
      if (fails) throw fails;
      return null;
    };

    beforeEach(async () => {
      [asked, fails] = [[], null];
      for (const [id, name] of [
        [3, 'eve'],
        [4, 'dan'],
      ] as const) {
        world.server.post(world.server.user(id, name), ann, 'x');
        await world.clock.pass(10);
      }
    });

    it('pins before all others, counts no quiet ones, at once and from another tab', async () => {
      const a = await world.online(ann, { set });
      await a.client.conversations();
      const [dan, eve] = a.client.list;
      await a.client.set(eve!, { pinned: true });
      assert.deepEqual([a.client.list[0], asked], [eve, [[eve?.id, { pinned: true }]]]);
      assert.equal(a.client.unread, 2);
      world.server.signal(ann, { op: 'settings', conversation: dan!.id!, pinned: false, quiet: true, marked: true });
      await settle();
      assert.deepEqual([a.client.unread, dan?.settings.marked], [1, true]);
      a.client.markRead(dan!);
      await settle();
      assert.deepEqual([dan?.settings.marked, a.socket().of('read').length], [false, 1]);
    });

    it('undoes what the server refuses', async () => {
      const a = await world.online(ann, { set });
      await a.client.conversations();
      const [dan] = a.client.list;
      fails = new Error('no');
      await assert.rejects(a.client.set(dan!, { hidden: true, quiet: true }), fails);
      assert.deepEqual([a.client.list.includes(dan!), dan?.settings.quiet], [true, false]);
      await assert.rejects(a.client.set(a.client.open(99), { pinned: true }), { code: 'lost' });
    });

    it('hides until something comes, and D41 drops what has ended', async () => {
      const a = await world.online(ann, { set });
      await a.client.conversations();
      const [dan, eve] = a.client.list;
      await a.client.set(dan!, { hidden: true });
      assert.deepEqual(a.client.list, [eve]);
      const gone: unknown[] = [];
      a.client.on('gone', (conversation) => gone.push(conversation));
      world.server.signal(ann, { op: 'gone', conversation: eve!.id! });
      await settle();
      assert.deepEqual([a.client.list, gone, a.client.unread], [[], [eve], 0]);
      world.server.post(world.server.users.get('dan')!, ann, 'again');
      await settle();
      assert.deepEqual(a.client.list, [dan]);
    });
  });
});
