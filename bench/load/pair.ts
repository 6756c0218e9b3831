import type { Target } from '../target/target.ts';
import { openAll } from './opening.ts';
import { Receiver } from './receiver.ts';
import { Sender } from './sender.ts';
import type { LoadSession } from './session.ts';

/** One sender and one receiver. */
export interface Pair {
  readonly sender: Sender;
  readonly receiver: Receiver;
  /** Resolves when both are connected. */
  readonly opened: Promise<unknown>;
}

export interface PairsOptions {
  readonly target: Target;
  readonly count: number;
  readonly ackEvery: number;
}

/** Connects pairs of different users: the even ones send, the odd ones receive. */
export async function openPairs(session: LoadSession, { target, count, ackEvery }: PairsOptions): Promise<Pair[]> {
  const users = await target.users(count * 2);
  return openAll(count, (index) => {
    const [from, to] = users.slice(index * 2);
    if (!from || !to) throw new Error(`${target.name} has no users for pair ${index}`);
    const sender = new Sender(session, { target, pair: index, from, to });
    const receiver = new Receiver(session, { target, user: to, ackEvery });
    return { sender, receiver, opened: Promise.all([sender.opened, receiver.opened]) };
  });
}

/** Ends the connections. */
export async function closePairs(pairs: readonly Pair[]): Promise<void> {
  await Promise.all(pairs.flatMap(({ sender, receiver }) => [sender.close(), receiver.close()]));
}
