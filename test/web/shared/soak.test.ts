import assert from 'node:assert/strict';
import type { WireUser } from '../../../protocol/index.ts';
import { textOf } from '../../../web/shared/text.ts';
import { settle } from '../support/clock.ts';
import { World, type Guest } from '../support/world.ts';

const ROUNDS = 25;
const STEPS = 120;

/** Two people, one of them in two tabs, and everything that may go wrong between them. */
describe('web/shared: any disorder of the network', () => {
  it('D25 D27 M24 ends with every message once and in order on every screen, as the server has it', async () => {
    for (let round = 0; round < ROUNDS; round++) await play();
  }).timeout(60_000);
});

async function play(): Promise<void> {
  const world = new World();
  const [ann, bob] = [world.server.user(1, 'ann'), world.server.user(2, 'bob')];
  const guests = [await world.online(ann), await world.online(ann), await world.online(bob, { window: 4 })];
  const heard = guests.map(({ client }) => listen(client));
  guests.forEach(({ client }, i) => client.open(i < 2 ? 2 : 1));
  const sent = guests.map((): string[] => []);
  for (let step = 0; step < STEPS; step++) await act({ world, guests, sent, step });
  await calm(world, guests);
  check(world, { ann, bob, guests, sent });
  for (const keys of heard) assert.equal(new Set(keys).size, keys.length, 'a message was told twice');
}

function listen(client: Guest['client']): string[] {
  const keys: string[] = [];
  client.on('message', ({ conversation, line }) => keys.push(`${conversation.id} ${line.seq}`));
  return keys;
}

interface Scene {
  readonly world: World;
  readonly guests: readonly Guest[];
  readonly sent: readonly string[][];
  readonly step: number;
}

async function act({ world, guests, sent, step }: Scene): Promise<void> {
  const who = random(guests.length);
  const guest = guests[who]!;
  const { client } = guest;
  switch (random(9)) {
    case 0:
      return world.cut(guest.socket());
    case 1:
      world.isUp = !world.isUp;
      return;
    case 2:
      world.server.swallowsAnswers = !world.server.swallowsAnswers;
      return;
    case 3:
      world.server.refuse = random(2) === 0 ? () => ({ op: 'refused', code: 'unavailable', text: '', retry: true }) as never : () => null;
      return;
    case 4:
      client.disconnect();
      return client.connect();
    case 5:
      return world.clock.pass(random(3000));
    case 6:
      return settle();
    default:
      client.send({ to: who < 2 ? 2 : 1, data: `${who} ${step}` });
      sent[who]!.push(`${who} ${step}`);
  }
}

async function calm(world: World, guests: readonly Guest[]): Promise<void> {
  world.isUp = true;
  world.server.swallowsAnswers = false;
  world.server.refuse = () => null;
  await world.clock.pass(120_000);
  for (const { client } of guests) {
    assert.equal(client.state, 'up_to_date');
    assert.deepEqual(client.unsent, []);
  }
}

function check(
  world: World,
  { ann, bob, guests, sent }: { ann: WireUser; bob: WireUser; guests: readonly Guest[]; sent: readonly string[][] },
): void {
  const truth = world.server.entries(ann, bob).map(({ message }) => String(message.data));
  for (const [i, { client }] of guests.entries()) {
    const lines = client.open(i < 2 ? 2 : 1).lines.map(({ message }) => textOf(message.data));
    assert.deepEqual(lines, truth);
    // A window of 1 keeps the order of one sender whatever is refused for a while.
    const own = truth.filter((text) => text.startsWith(`${i} `));
    assert.deepEqual(i < 2 ? own : own.toSorted(), i < 2 ? sent[i] : sent[i]!.toSorted());
  }
  assert.equal(truth.length, sent.flat().length);
}

function random(below: number): number {
  return Math.floor(Math.random() * below);
}
