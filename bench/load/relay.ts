import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../../test/support/wait.ts';
import { Meter, type Usage } from '../measure/meter.ts';
import { residentMiB } from '../measure/process.ts';
import type { SqlCount, Target } from '../target/target.ts';
import { closePairs, openPairs, type Pair } from './pair.ts';
import { LoadSession, now, percentile } from './session.ts';

export interface RelayPlan {
  readonly target: Target;
  readonly pairs: number;
  /** Messages under way per pair. */
  readonly window: number;
  /** Messages per second of all pairs together, whatever the windows; null: as fast as the windows allow. */
  readonly rate: number | null;
  /** What frees a place in the window: the receiver has the message, or the server called it durable. */
  readonly release: 'delivery' | 'ack';
  /** Receivers acknowledge every so many messages, and what is left every 200 ms. */
  readonly ackEvery: number;
  /** Seconds. */
  readonly warm: number;
  readonly seconds: number;
  /** How long to wait at the end for what is under way, ms; 10 s by default. */
  readonly settleWithin?: number;
}

/** What one run measured; latencies in ms, null where the server gives no such thing. */
export interface RelaySample extends Usage {
  /** Deliveries per second. */
  readonly rate: number;
  /** Deliveries per second of the server's CPU time: holds on a noisy machine. */
  readonly perCpu: number;
  readonly p50: number | null;
  readonly p99: number | null;
  readonly ack50: number | null;
  readonly ack99: number | null;
  /** MiB of the server and its stores under load. */
  readonly memory: number;
  readonly statementsPerMessage: number | null;
  readonly sent: number;
  readonly lost: number;
  readonly duplicates: number;
  readonly disordered: number;
  /** Sent and never called durable. */
  readonly unaccepted: number;
  readonly refused: number;
  /** Sockets that the server closed. */
  readonly closed: number;
}

const ACK_INTERVAL = 200;
const PACE_INTERVAL = 2;
const SETTLE_WITHIN = 10_000;

/** Runs pairs of one sender and one receiver against a server. */
export async function relayLoad(plan: RelayPlan): Promise<RelaySample> {
  const session = new LoadSession(plan.pairs);
  const pairs = await openPairs(session, { ...plan, count: plan.pairs });
  const acks = setInterval(() => pairs.forEach(({ receiver }) => receiver.acknowledge()), ACK_INTERVAL);
  try {
    const stop = start(session, plan, pairs);
    const measured = await measure(session, plan);
    stop();
    await settle(session, plan, pairs);
    return { ...measured, ...verdict(session, plan, pairs) };
  } finally {
    clearInterval(acks);
    await closePairs(pairs);
  }
}

/** Throws when a run's figures are worth nothing: messages lost, doubled, disordered or refused, or sockets closed. */
export function assertSound(sample: RelaySample): void {
  const { lost, duplicates, disordered, unaccepted, refused, closed } = sample;
  const wrong = { lost, duplicates, disordered, unaccepted, refused, closed };
  if (Object.values(wrong).some((count) => count > 0)) throw new Error(`the run went wrong: ${JSON.stringify(wrong)}`);
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

type Measured = Usage & Pick<RelaySample, 'rate' | 'perCpu' | 'p50' | 'p99' | 'ack50' | 'ack99' | 'memory' | 'statementsPerMessage'>;

async function measure(session: LoadSession, { target, warm, seconds }: RelayPlan): Promise<Measured> {
  await sleep(warm * 1000);
  const before = await target.sql();
  const meter = new Meter(target.pids);
  session.measure();
  await sleep(seconds * 1000);
  const usage = meter.stop();
  session.measuring = false;
  const rate = session.delivered / usage.seconds;
  return {
    ...usage,
    rate,
    perCpu: rate / usage.server,
    p50: percentile(session.latency, 50),
    p99: percentile(session.latency, 99),
    ack50: percentile(session.acceptance, 50),
    ack99: percentile(session.acceptance, 99),
    memory: residentMiB(target.pids),
    statementsPerMessage: perMessage(before, await target.sql()),
  };
}

function perMessage(before: SqlCount | null, after: SqlCount | null): number | null {
  if (!before || !after) return null;
  return (after.statements - before.statements) / (after.messages - before.messages);
}

async function settle(session: LoadSession, plan: RelayPlan, pairs: readonly Pair[]): Promise<void> {
  const isSettled = (): boolean => session.tally.lost === 0 && unaccepted(session, plan, pairs) === 0;
  await until(isSettled, { within: plan.settleWithin ?? SETTLE_WITHIN }).catch(() => undefined); // what is missing then shows in the counts
}

function verdict(session: LoadSession, plan: RelayPlan, pairs: readonly Pair[]): Omit<RelaySample, keyof Measured> {
  const { sent, lost, duplicates, disordered } = session.tally;
  const sockets = pairs.flatMap(({ sender, receiver }) => [sender, receiver]);
  const closed = sockets.filter(({ closeCode }) => closeCode !== undefined).length;
  return { sent, lost, duplicates, disordered, unaccepted: unaccepted(session, plan, pairs), refused: session.refused, closed };
}

function unaccepted(session: LoadSession, { target }: RelayPlan, pairs: readonly Pair[]): number {
  if (target.dialect.accepted === null) return 0;
  return session.tally.sent - pairs.reduce((total, { sender }) => total + sender.accepted, 0);
}
