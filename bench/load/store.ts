import { until } from '../../test/support/wait.ts';
import { Meter, type Usage } from '../measure/meter.ts';
import type { BenchUser, Target } from '../target/target.ts';
import { Receiver } from './receiver.ts';
import { Sender } from './sender.ts';
import { LoadSession, now, percentile } from './session.ts';

export interface StorePlan {
  readonly target: Target;
  readonly from: BenchUser;
  /** Has no socket open while messages are stored. */
  readonly to: BenchUser;
  readonly count: number;
  /** Messages that are not called durable yet. */
  readonly window: number;
  readonly ackEvery: number;
  /** A drain in which nothing arrives for so many ms is over; 10 s by default. */
  readonly stalled?: number;
}

export interface StoreSample extends Usage {
  readonly rate: number;
  readonly perCpu: number;
  /** From sending to the word that it is durable, ms. */
  readonly p50: number | null;
  readonly p99: number | null;
}

export interface DrainSample extends Usage {
  /** Messages per second from the start of connecting to the last message. */
  readonly rate: number;
  readonly perCpu: number;
  readonly lost: number;
  readonly duplicates: number;
  readonly disordered: number;
}

const STALLED = 10_000;
const STORE_WITHIN = 600_000;

/** Sends to an absent user, then lets that user come and take everything. */
export async function storeAndDrain(plan: StorePlan): Promise<{ store: StoreSample; drain: DrainSample }> {
  const session = new LoadSession(1);
  const store = await storeAll(session, plan);
  return { store, drain: await drainAll(session, plan) };
}

async function storeAll(session: LoadSession, { target, from, to, count, window }: StorePlan): Promise<StoreSample> {
  const sender = new Sender(session, { target, pair: 0, from, to });
  await sender.opened;
  session.measure();
  const meter = new Meter(target.pids);
  sender.onAccepted = (time) => {
    if (session.tally.sent < count) sender.send(time);
  };
  for (let place = 0; place < Math.min(window, count); place += 1) sender.send(now());
  const isOver = (): boolean => sender.accepted === count || session.refused > 0 || sender.closeCode !== undefined;
  await until(isOver, { within: STORE_WITHIN, message: () => `${count} messages to be stored, not ${sender.accepted}` });
  const usage = meter.stop();
  await sender.close();
  if (sender.accepted < count)
    throw new Error(`stored ${sender.accepted} of ${count}: ${session.refused} refused, close code ${sender.closeCode}`);
  const rate = count / usage.seconds;
  return { ...usage, rate, perCpu: rate / usage.server, p50: percentile(session.acceptance, 50), p99: percentile(session.acceptance, 99) };
}

async function drainAll(session: LoadSession, { target, to, count, ackEvery, stalled = STALLED }: StorePlan): Promise<DrainSample> {
  const meter = new Meter(target.pids);
  const start = now();
  let last = start;
  const receiver = new Receiver(session, { target, user: to, ackEvery });
  receiver.onArrival = (time) => (last = time);
  await receiver.opened;
  await until(() => session.tally.delivered === count || now() - last > stalled * 1000, { within: STORE_WITHIN });
  const usage = meter.stop();
  await receiver.close();
  const { lost, duplicates, disordered } = session.tally;
  const rate = session.tally.delivered / ((last - start) / 1e6);
  return { ...usage, rate, perCpu: session.tally.delivered / (usage.server * usage.seconds), lost, duplicates, disordered };
}
