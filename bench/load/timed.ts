import { setTimeout as sleep } from 'node:timers/promises';
import { Meter, type Usage } from '../measure/meter.ts';
import { residentMiB } from '../measure/process.ts';
import type { SqlCount, Target } from '../target/target.ts';
import { percentile, type LoadSession } from './session.ts';

/** How long to warm up and to measure, in seconds. */
export interface Stretch {
  readonly target: Target;
  readonly warm: number;
  readonly seconds: number;
}

/** What was measured meanwhile; latencies in ms, null where the server gives no such thing. */
export interface Timed extends Usage {
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
}

/** Measures a session that sends already. */
export async function timed(session: LoadSession, { target, warm, seconds }: Stretch): Promise<Timed> {
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
