import assert from 'node:assert/strict';
import { anew } from '../../../support/anew.ts';
import { settle } from '../../support/clock.ts';
import { shown } from '../../support/lines.ts';
import { World, type Guest } from '../../support/world.ts';
import { LIMITS } from '../../support/limits.ts';

describe('web/shared/client: catching up', () => {
  const world = World.anew();
  const ann = anew(() => world.server.user(1, 'ann'));
  const bob = anew(() => world.server.user(2, 'bob'));

  /** Connects to a server that says nothing by itself; the test speaks for it. */
  async function mute(guest: Guest): Promise<void> {
    world.server.accept = () => ({ frame: () => {}, closed: () => {} });
    guest.client.connect();
    await settle();
  }

  const welcome = (): object => {
    return { op: 'welcome', user: ann, session: 1, time: 5, heartbeat: 30_000, limits: LIMITS };
  };

  it('says each step: catching up after welcome, up to date after ready', async () => {
    const a = world.guest(ann);
    const states: string[] = [];
    a.client.on('state', (state) => states.push(state));
    await mute(a);
    a.socket().deliver(welcome());
    await settle();
    a.socket().deliver({ op: 'ready', heads: [], time: 6 });
    await settle();
    assert.deepEqual(states, ['connecting', 'catching_up', 'up_to_date']);
  });

  it('is not up to date on a new connection because the old one was', async () => {
    const a = await world.online(ann);
    world.server.accept = () => ({ frame: () => {}, closed: () => {} });
    world.cut(a.socket());
    await world.clock.pass(600);
    a.socket().deliver(welcome());
    assert.equal(a.client.state, 'catching_up');
  });

  it('asks for the newest page at welcome already, for holes only after ready', async () => {
    const a = world.guest(ann);
    a.client.open(2);
    await mute(a);
    a.socket().deliver(welcome());
    await settle();
    assert.equal(a.socket().of('history').length, 1);
    const [asked] = a.socket().of('history');
    a.socket().deliver({ op: 'history', ref: asked?.['ref'], conversation: 11, list: [], more: false });
    const lines = [3, 5].map((seq) => ({ op: 'message', conversation: 11, ...world.server.post(bob, ann, 'x'), seq }));
    a.socket().deliver(...lines);
    await world.clock.pass(1000);
    assert.equal(a.socket().of('history').length, 1);
    a.socket().deliver({ op: 'ready', heads: [[11, 5]], time: 6 });
    await settle();
    assert.deepEqual(a.socket().of('history').at(-1)?.['after'], 0);
    assert.equal(a.client.state, 'catching_up');
  });

  it('fetches what was asked for before there was a connection', async () => {
    const a = world.guest(ann);
    void a.client.conversations();
    a.client.open(2);
    await mute(a);
    void a.client.conversations();
    a.client.open(3);
    await settle();
    a.socket().deliver(welcome());
    a.socket().deliver({ op: 'ready', heads: [], time: 6 });
    await settle();
    const asked = a.socket().frames.map(({ op, to }) => (typeof to === 'number' ? `${op} ${to}` : op));
    assert.deepEqual(
      asked.toSorted((one, other) => one.localeCompare(other)),
      ['conversations', 'hello', 'history 2', 'history 3'],
    );
    for (const { op, ref } of a.socket().frames) a.socket().deliver({ op, ref, conversation: 0, list: [], more: false });
    await settle();
    assert.equal(a.client.state, 'up_to_date');
  });

  it('tells a page that was asked for, and rows of the list', async () => {
    for (let i = 1; i <= 60; i++) world.server.post(bob, ann, `${i}`);
    world.server.mailboxes.clear();
    const a = await world.online(ann);
    const left = a.client.open(2);
    await settle();
    const told: string[] = [];
    a.client.on('conversation', ({ lines }) => told.push(`${lines.length} lines`));
    a.client.on('list', (list) => told.push(`${list.length} rows`));
    await a.client.history(left);
    await settle();
    assert.deepEqual(told, ['60 lines', '1 rows']);
    a.client.send({ to: 2, data: 'own' });
    await settle();
    told.length = 0;
    await a.client.moreConversations();
    await settle();
    assert.deepEqual(told, ['61 lines', '1 rows']);
    assert.deepEqual([a.client.list[0]?.last?.state, a.client.list[0]?.last?.isMine], ['sent', true]);
  });

  it('asks anew for what the line took with it, and is up to date then', async () => {
    const a = await world.online(ann);
    world.server.post(bob, ann, 'x');
    await settle();
    world.server.ignores = ({ op }) => op === 'history' || op === 'conversations';
    const left = a.client.open(2);
    void a.client.conversations();
    await settle();
    assert.equal(a.client.state, 'catching_up');
    world.server.ignores = () => false;
    await world.reconnect(a);
    assert.equal(a.client.state, 'up_to_date');
    assert.deepEqual(shown(left), ['1 received x']);
    assert.equal(a.client.list[0]?.peer?.id, 2);
  });

  it('says that it is up to date when the list has come', async () => {
    const a = await world.online(ann);
    const states: string[] = [];
    world.server.ignores = ({ op }) => op === 'conversations';
    void a.client.conversations();
    await settle();
    a.client.on('state', (state) => states.push(state));
    assert.equal(a.client.state, 'catching_up');
    const [asked] = a.socket().of('conversations');
    a.socket().deliver({ op: 'conversations', ref: asked?.['ref'], list: [], more: false });
    await settle();
    assert.deepEqual(states, ['up_to_date']);
  });

  it('leaves no timer behind when it goes offline', async () => {
    const a = await world.online(ann);
    a.client.open(2);
    await settle();
    world.server.fail = ({ op }) => (op === 'history' || op === 'conversations' ? { code: 'unavailable', text: '' } : null);
    void a.client.conversations();
    world.server.post(bob, ann, 'x');
    await settle();
    world.server.lines.clear();
    const beyond = { ...world.server.post(bob, ann, 'y'), seq: 9 };
    a.socket().deliver({ op: 'message', conversation: 11, ...beyond });
    await settle();
    world.isUp = false;
    world.cut(a.socket());
    a.client.disconnect();
    assert.equal(world.clock.pending, 0);
  });

  it('sets no timer for a line that leaves no hole', async () => {
    const a = await world.online(ann);
    a.client.open(2);
    await settle();
    world.server.post(bob, ann, 'x');
    await settle();
    assert.equal(world.clock.pending, 2, 'the heartbeat and the acknowledgement');
  });

  it('asks for the list once for many strangers, and again for the next', async () => {
    const a = await world.online(ann);
    await a.client.conversations();
    const strangers = [3, 4, 5, 6].map((id) => world.server.user(id, `u${id}`));
    for (const stranger of strangers.slice(0, 3)) world.server.post(stranger, ann, 'x');
    await world.clock.pass(200);
    assert.equal(a.socket().of('conversations').length, 2);
    world.server.post(strangers[3]!, ann, 'x');
    await world.clock.pass(200);
    assert.equal(a.socket().of('conversations').length, 3);
    assert.ok(a.client.list.every(({ peer }) => peer !== null));
    world.cut(a.socket());
    await world.clock.pass(1000);
    world.server.post(world.server.user(7, 'u7'), ann, 'x');
    await world.clock.pass(200);
    assert.equal(a.client.list.find(({ peerId }) => peerId === 7)?.peer?.username, 'u7');
  });

  it('does not fetch the list again when ready names nothing', async () => {
    const a = await world.online(ann);
    await a.client.conversations();
    await world.reconnect(a);
    assert.deepEqual(a.socket().of('conversations'), []);
  });

  it('asks for nothing of the one who was signed in before', async () => {
    let token = 'ann';
    const a = world.guest(ann, { getToken: async () => token });
    for (let id = 2; id < 9; id++) a.client.open(id);
    world.server.ignores = ({ op }) => op === 'history';
    a.client.connect();
    await settle();
    assert.equal(a.socket().of('history').length, 4);
    a.client.forget();
    token = 'bob';
    a.client.connect();
    await settle();
    assert.deepEqual(a.socket().of('history'), []);
    assert.equal(a.client.state, 'up_to_date');
  });

  it('pages a forgotten list from its beginning', async () => {
    for (let id = 100; id < 160; id++) {
      world.server.post(world.server.user(id, `u${id}`), ann, 'x');
      await world.clock.pass(1);
    }
    world.server.mailboxes.clear();
    const a = await world.online(ann);
    await a.client.conversations();
    await a.client.moreConversations();
    a.client.forget();
    assert.equal(a.client.list.length, 0);
    a.client.connect();
    await settle();
    assert.equal(a.client.list.length, 50);
    await a.client.moreConversations();
    assert.equal(a.client.list.length, 60);
  });

  it('tells the server a read cursor only while it may not know it', async () => {
    const [a, other] = [await world.online(ann), await world.online(ann)];
    world.server.post(bob, ann, 'x');
    await settle();
    a.client.markRead(a.client.open(2));
    await settle();
    await world.reconnect(other);
    assert.deepEqual(other.socket().of('read'), []);
    assert.equal(other.client.unread, 0);
  });

  it('bears frames about what it does not know', async () => {
    const a = await world.online(ann);
    const sent: string[] = [];
    a.client.on('sent', ({ client_id }) => sent.push(client_id));
    a.socket().deliver({ op: 'read', conversation: 99, user: 1, seq: 3 });
    a.socket().deliver({ op: 'sent', client_id: 'never', id: 'x', conversation: 99, seq: 1, time: 1 });
    a.socket().deliver({ op: 'history', ref: 77, conversation: 99, list: [], more: false });
    a.socket().deliver({ op: 'refused', client_id: 'never', code: 'x', text: '', retry: false });
    a.socket().deliver({ op: 'of another time' });
    assert.equal(a.client.state, 'up_to_date');
    assert.deepEqual([a.client.list.length, sent], [0, []]);
    const { clientId } = a.client.send({ to: 2, data: 'x' });
    await settle();
    assert.deepEqual(sent, [clientId]);
  });

  it('shows an echo in its own conversation only', async () => {
    const a = world.guest(ann);
    const [two, three] = [a.client.open(2), a.client.open(3)];
    const group = a.client.open(2, 'group');
    a.client.send({ to: 2, data: 'x' });
    assert.deepEqual([two.lines.length, three.lines.length, group.lines.length], [1, 0, 0]);
  });

  it('tells that the other side has read', async () => {
    const [a, b] = [await world.online(ann), await world.online(bob)];
    a.client.send({ to: 2, data: 'x' });
    await settle();
    const told: number[] = [];
    a.client.on('conversation', ({ peerReadSeq }) => told.push(peerReadSeq));
    b.client.markRead(b.client.open(1));
    await settle();
    assert.deepEqual(told, [1]);
  });
});
