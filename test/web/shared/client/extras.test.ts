import assert from 'node:assert/strict';
import type { WireExtras } from '../../../../protocol/index.ts';
import type { Conversation } from '../../../../web/shared/conversation.ts';
import { anew } from '../../../support/anew.ts';
import { settle } from '../../support/clock.ts';
import { until } from '../../../support/wait.ts';
import { World, type Guest } from '../../support/world.ts';

describe('web/shared/client: what units add to messages', () => {
  const world = World.anew();
  const ann = anew(() => world.server.user(1, 'ann'));
  const bob = anew(() => world.server.user(2, 'bob'));

  beforeEach(() => {
    world.server.extras = ['star'];
    for (const data of ['one', 'two', 'three']) world.server.post(bob, ann, data);
  });

  /** The script that follows extras is fetched: the clock of the world does not wait for it. */
  const upToDate = ({ client }: Guest): Promise<boolean> => until(() => client.state === 'up_to_date');
  const online = async (): Promise<Guest> => {
    const guest = await world.online(ann);
    await upToDate(guest);
    return guest;
  };
  const stars = ({ lines }: Conversation): (number | undefined)[] => lines.map(({ message }) => message.extras?.star);
  /** Something is added, and nobody is told. */
  const add = (seq: number, extras: WireExtras): void => {
    const entries = world.server.rooms[0]!.entries;
    const entry = entries[seq - 1]!;
    entries[seq - 1] = { ...entry, message: { ...entry.message, extras } };
  };
  const tell = (seq: number, extras: WireExtras): void => {
    add(seq, extras);
    world.server.signal(ann, { op: 'changed', conversation: world.server.rooms[0]!.id, seq, extras });
  };

  it('U5 is shown as the page tells it, and follows each change, in the list too', async () => {
    add(1, { star: 1 });
    const a = await online();
    const conversation = a.client.open(2);
    await settle();
    const told: Conversation[] = [];
    a.client.on('conversation', (changed) => told.push(changed));
    assert.deepEqual(stars(conversation), [1, undefined, undefined]);
    tell(3, { star: 2 });
    await settle();
    assert.deepEqual([stars(conversation), conversation.last?.message.extras], [[1, undefined, 2], { star: 2 }]);
    tell(1, {});
    await settle();
    assert.deepEqual(stars(conversation), [undefined, undefined, 2]);
    assert.ok(!('extras' in conversation.lines[0]!.message));
    assert.deepEqual(told, [conversation, conversation]);
    assert.deepEqual(
      conversation.lines.map(({ key }) => key),
      ['seq 1', 'seq 2', 'seq 3'],
    );
  });

  it('U5 is right again after a time away, before it is said to be up to date', async () => {
    const a = await online();
    const conversation = a.client.open(2);
    await settle();
    tell(1, { star: 1 });
    await settle();
    await world.clock.pass(2000); // what was acknowledged does not come again
    world.cut(a.socket());
    add(1, {});
    add(2, { star: 5 });
    const states: string[] = [];
    a.client.on('state', (state) => states.push(`${state} ${stars(conversation).join()}`));
    await world.clock.pass(30_000);
    await upToDate(a);
    await settle();
    assert.deepEqual(stars(conversation), [undefined, 5, undefined]);
    assert.equal(states.at(-1), 'up_to_date ,5,');
    assert.equal(a.client.state, 'up_to_date');
  });

  it('U5 asks nothing of a server that adds nothing', async () => {
    world.server.extras = undefined;
    const a = await online();
    a.client.open(2);
    await settle();
    await world.reconnect(a);
    await upToDate(a);
    assert.deepEqual(
      a.sockets.flatMap((socket) => socket.of('extras')),
      [],
    );
  });

  it('U5 asks for many lines in stretches', async () => {
    for (let count = 0; count < 450; count += 1) world.server.post(bob, ann, 'more');
    const a = await online();
    const conversation = a.client.open(2);
    await settle();
    while (conversation.timeline.hasOlder) await a.client.history(conversation);
    add(1, { star: 1 });
    add(453, { star: 2 });
    await world.reconnect(a);
    await upToDate(a);
    assert.deepEqual(
      a
        .socket()
        .of('extras')
        .map(({ from, limit }) => [from, limit]),
      [
        [1, 200],
        [201, 200],
        [401, 200],
      ],
    );
    assert.deepEqual([stars(conversation)[0], stars(conversation).at(-1)], [1, 2]);
  });

  it('U5 what is told while a page is on its way is newer than the page', async () => {
    const a = await online();
    world.server.ignores = ({ op }) => op === 'history';
    const conversation = a.client.open(2);
    await settle();
    const [asked] = a.socket().of('history');
    const list = [...world.server.entries(ann, bob)];
    tell(2, { star: 1 });
    await settle();
    a.socket().deliver({ op: 'history', ref: asked?.['ref'], conversation: conversation.id, list, more: false });
    await settle();
    assert.deepEqual(stars(conversation), [undefined, 1, undefined]);
  });

  it('U5 a change that comes before its message is shown with it', async () => {
    const a = await online();
    const conversation = a.client.open(2);
    await settle();
    a.socket().deliver({ op: 'changed', conversation: conversation.id, seq: 4, extras: { star: 1 } });
    world.server.post(bob, ann, 'four');
    await settle();
    assert.deepEqual(stars(conversation), [undefined, undefined, undefined, 1]);
  });

  it('D37 a message that was taken back has nothing any more, whatever is told of it', async () => {
    const [a, b] = [await online(), await world.online(bob)];
    const conversation = a.client.open(2);
    const theirs = b.client.open(1);
    await settle();
    tell(2, { star: 1 });
    await settle();
    await b.client.recall(theirs.lines[1]!);
    await settle();
    world.server.signal(ann, { op: 'changed', conversation: conversation.id!, seq: 2, extras: { star: 2 } });
    await settle();
    assert.deepEqual(stars(conversation), [undefined, undefined, undefined]);
    assert.equal(conversation.lines[1]?.kind, 'recalled');
    await world.reconnect(a);
    await upToDate(a);
    assert.deepEqual(stars(conversation), [undefined, undefined, undefined]);
  });
});
