import type { Target } from '../target/target.ts';
import { Receiver } from './receiver.ts';
import { Sender } from './sender.ts';
import type { LoadSession } from './session.ts';

/** One sender and one receiver, both connected. */
export interface Pair {
  readonly sender: Sender;
  readonly receiver: Receiver;
}

export interface PairsOptions {
  readonly target: Target;
  readonly count: number;
  readonly ackEvery: number;
}

const AT_ONCE = 50;

/** Connects pairs of different users: the even ones send, the odd ones receive. */
export async function openPairs(session: LoadSession, { target, count, ackEvery }: PairsOptions): Promise<Pair[]> {
  const users = await target.users(count * 2);
  const pairs: Pair[] = [];
  for (let index = 0; index < count; index += 1) {
    const [from, to] = users.slice(index * 2);
    if (!from || !to) throw new Error(`${target.name} has no users for pair ${index}`);
    const sender = new Sender(session, { target, pair: index, from, to });
    const receiver = new Receiver(session, { target, user: to, ackEvery });
    pairs.push({ sender, receiver });
    if (pairs.length % AT_ONCE === 0 || pairs.length === count) await opened(pairs.slice(-AT_ONCE));
  }
  return pairs;
}

/** Ends the connections. */
export async function closePairs(pairs: readonly Pair[]): Promise<void> {
  await Promise.all(pairs.flatMap(({ sender, receiver }) => [sender.close(), receiver.close()]));
}

async function opened(pairs: readonly Pair[]): Promise<void> {
  await Promise.all(pairs.flatMap(({ sender, receiver }) => [sender.opened, receiver.opened]));
}
