import { until } from '../../test/support/wait.ts';
import type { Target } from '../target/target.ts';
import { acknowledging } from './acknowledging.ts';
import { countClosed, type Faults } from './fault.ts';
import { closePairs, openPairs, type Pair } from './pair.ts';
import { LoadSession, now } from './session.ts';
import { timed, type Timed } from './timed.ts';

export { assertSound } from './fault.ts';

export interface RelayPlan {
  readonly target: Target;
  readonly pairs: number;
  /** Messages under way per pair. */
  readonly window: number;
  /** Messages per second of all pairs together, whatever the windows; null: as fast as the windows allow. */
  readonly rate: number | null;
  /** What frees a place in the window: the receiver has the message, or the server called it durable. */
  readonly release: 'delivery' | 'ack';
  /** Receivers acknowledge every so many messages, and what is left every second. */
  readonly ackEvery: number;
  /** Seconds. */
  readonly warm: number;
  readonly seconds: number;
  /** How long to wait at the end for what is under way, ms; 10 s by default. */
  readonly settleWithin?: number;
}

/** What one run measured. */
export interface RelaySample extends Timed, Faults {
  readonly sent: number;
}

const PACE_INTERVAL = 2;
const SETTLE_WITHIN = 10_000;

/** Runs pairs of one sender and one receiver against a server. */
export async function relayLoad(plan: RelayPlan): Promise<RelaySample> {
  const session = new LoadSession(plan.pairs);
  const pairs = await openPairs(session, { ...plan, count: plan.pairs });
  const stopAcks = acknowledging(pairs.map(({ receiver }) => receiver));
  try {
    const stop = start(session, plan, pairs);
    const measured = await timed(session, plan);
    stop();
    await settle(session, plan, pairs);
    return { ...measured, ...verdict(session, pairs) };
  } finally {
    stopAcks();
    await closePairs(pairs);
  }
}

function start(session: LoadSession, plan: RelayPlan, pairs: readonly Pair[]): () => void {
  session.sending = true;
  if (plan.rate !== null) return pace(session, plan.rate, pairs);
  for (const { sender, receiver } of pairs) {
    const next = (time: number): void => {
      if (session.sending) sender.send(time);
    };
    if (plan.release === 'delivery') receiver.onArrival = next;
    else sender.onAccepted = next;
    for (let place = 0; place < plan.window; place += 1) sender.send(now());
  }
  return () => (session.sending = false);
}

/** Sends at a fixed rate; a message that goes out late still counts from when it was due. */
function pace(session: LoadSession, rate: number, pairs: readonly Pair[]): () => void {
  const begin = now();
  let count = 0;
  const timer = setInterval(() => {
    for (let due = begin + (count * 1e6) / rate; due <= now(); due = begin + (count * 1e6) / rate) {
      pairs[count % pairs.length]?.sender.send(Math.round(due));
      count += 1;
    }
  }, PACE_INTERVAL);
  return () => {
    clearInterval(timer);
    session.sending = false;
  };
}

async function settle(session: LoadSession, plan: RelayPlan, pairs: readonly Pair[]): Promise<void> {
  const isSettled = (): boolean => session.tally.lost === 0 && unaccepted(pairs) === 0;
  await until(isSettled, { within: plan.settleWithin ?? SETTLE_WITHIN }).catch(() => undefined); // what is missing then shows in the counts
}

function verdict(session: LoadSession, pairs: readonly Pair[]): Faults & { sent: number } {
  const { sent, lost, duplicates, disordered } = session.tally;
  const closed = countClosed(pairs.flatMap(({ sender, receiver }) => [sender, receiver]));
  return { sent, lost, duplicates, disordered, unaccepted: unaccepted(pairs), refused: session.refused, closed };
}

function unaccepted(pairs: readonly Pair[]): number {
  return pairs.reduce((total, { sender }) => total + sender.unaccepted, 0);
}
