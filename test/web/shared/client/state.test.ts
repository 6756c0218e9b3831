import assert from 'node:assert/strict';
import { anew } from '../../../support/anew.ts';
import { settle } from '../../support/clock.ts';
import { World } from '../../support/world.ts';
import { LIMITS } from '../../support/limits.ts';

describe('web/shared/client: state', () => {
  const world = World.anew();
  const ann = anew(() => world.server.user(1, 'ann'));
  const bob = anew(() => world.server.user(2, 'bob'));

  it('says what is true at each moment', async () => {
    const a = world.guest(ann);
    const states: string[] = [];
    a.client.on('state', (state) => states.push(state));
    assert.equal(a.client.state, 'offline');
    a.client.connect();
    assert.equal(a.client.state, 'connecting');
    await settle();
    assert.equal(a.client.state, 'up_to_date');
    world.isUp = false;
    world.cut(a.socket());
    assert.equal(a.client.state, 'connecting');
    assert.ok(a.client.retryAt! > world.clock.now());
    a.client.disconnect();
    await settle();
    a.client.connect();
    world.isUp = true;
    await world.clock.pass(1000);
    a.socket().end(4001);
    await settle();
    assert.equal(a.client.state, 'signed_out');
    assert.equal(a.client.closeCode, 4001);
    a.client.connect();
    await settle();
    a.socket().end(4403);
    await settle();
    assert.equal(a.client.state, 'stopped');
    assert.deepEqual([...new Set(states)].toSorted(), ['connecting', 'offline', 'signed_out', 'stopped', 'up_to_date']);
  });

  it('is up to date only after ready', async () => {
    const a = world.guest(ann);
    world.server.users.delete('ann');
    world.server.accept = () => ({ frame: () => {}, closed: () => {} });
    a.client.connect();
    await settle();
    a.socket().deliver({ op: 'welcome', user: ann, session: 1, time: 5, heartbeat: 30_000, limits: LIMITS });
    assert.equal(a.client.state, 'catching_up');
    a.socket().deliver({ op: 'ready', heads: [], time: 6 });
    assert.equal(a.client.state, 'up_to_date');
  });

  it('A17 is up to date only after the holes that ready names are filled', async () => {
    const a = await world.online(ann);
    const left = a.client.open(2);
    world.server.post(bob, ann, 'one');
    await settle();
    world.cut(a.socket());
    for (let i = 0; i < 130; i++) world.server.post(bob, ann, `more ${i}`);
    const states: string[] = [];
    a.client.on('state', (state) => states.push(state));
    world.server.mailboxes.clear(); // another tab took them over
    const fail = { code: 'unavailable', text: '' };
    world.server.fail = (frame) => (frame.op === 'history' ? fail : null);
    await world.clock.pass(600);
    assert.equal(a.client.state, 'catching_up');
    assert.equal(left.lines.length, 1);
    world.server.fail = () => null;
    await world.clock.pass(10_000);
    assert.equal(a.client.state, 'up_to_date');
    assert.equal(left.lines.length, 131);
    assert.equal(states.at(-1), 'up_to_date');
    const asked = a
      .socket()
      .of('history')
      .map(({ conversation, after, limit }) => ({ conversation, after, limit }));
    assert.deepEqual(asked.at(-2), { conversation: 11, after: 1, limit: 100 });
    assert.deepEqual(asked.at(-1), { conversation: 11, after: 101, limit: 100 });
  });

  it('does not wait for what it may not read', async () => {
    const a = world.guest(ann);
    world.server.fail = (frame) => (frame.op === 'history' ? { code: 'conversation_not_found', text: '' } : null);
    const left = a.client.open(2);
    a.client.connect();
    await settle();
    assert.equal(a.client.state, 'up_to_date');
    assert.equal(left.timeline.isLoaded, true);
    await world.clock.pass(60_000);
    assert.equal(a.socket().of('history').length, 1);
  });

  it('knows which features are on, before the server says it again too', async () => {
    const kept = new Map<string, string | null>();
    const storage = { get: (key: string) => kept.get(key) ?? null, set: (key: string, value: string | null) => void kept.set(key, value) };
    const a = world.guest(ann, { storage });
    const told: string[][] = [];
    a.client.on('units', (units) => told.push([...units]));
    assert.equal(a.client.units, null);
    a.client.connect();
    await settle();
    assert.deepEqual([[...(a.client.units ?? [])], told], [['push'], [['push']]]);
    assert.deepEqual([...(world.guest(ann, { storage }).client.units ?? [])], ['push']);
    world.server.units = ['search'];
    await world.reconnect(a);
    assert.deepEqual([...(a.client.units ?? [])], ['search']);
    world.server.units = undefined;
    await world.reconnect(a);
    assert.deepEqual([...(a.client.units ?? [])], ['search'], 'what is not said is as it was');
    storage.set('units', 'no list');
    assert.equal(world.guest(ann, { storage }).client.units, null);
  });

  it('doubts every open conversation when ready names as many as it can', async () => {
    const a = await world.online(ann);
    a.client.open(2);
    await settle();
    a.socket().deliver({ op: 'ready', heads: Array.from({ length: 1000 }, (_, i) => [i + 500, 1]), time: 9 });
    await settle();
    assert.equal(a.socket().of('history').length, 2);
  });
});
