import assert from 'node:assert/strict';
import { Crowd } from './crowd.ts';
import { assertClean, type LedgerReport } from './ledger.ts';
import type { Server } from './server.ts';
import { until } from './wait.ts';

export interface FaultRun {
  /** Nodes of one installation. */
  readonly servers: readonly Server[];
  readonly size: number;
  readonly count: number;
  /** Messages per second. */
  readonly rate: number;
  /** Each breaks something and mends it again; they strike one after another, spread evenly over the messages. */
  readonly faults: readonly (() => Promise<void>)[];
}

const REACHED_WITHIN = 60_000;
const SETTLED_WITHIN = 40_000;

/** A crowd writes while faults strike; at the end every ledger and every stored conversation must balance. Throws when not. */
export async function runFaults({ servers, size, count, rate, faults }: FaultRun): Promise<LedgerReport> {
  const crowd = await Crowd.gather({ servers, size });
  try {
    const strikes = faults.map((fault, index) => async (): Promise<void> => {
      const moment = (count * (index + 1)) / (faults.length + 1);
      await until(() => crowd.ledger.attempted >= moment, { within: REACHED_WITHIN, message: `message ${moment}` });
      await fault();
    });
    await Promise.all([crowd.send({ count, rate }), inTurn(strikes)]);
    await crowd.settle(SETTLED_WITHIN);
    assertClean(crowd.ledger.report());
    assert.deepEqual((await crowd.audit()).slice(0, 10), [], 'what is stored agrees with what was told');
    return crowd.ledger.report();
  } finally {
    crowd.disband();
  }
}

async function inTurn(strikes: readonly (() => Promise<void>)[]): Promise<void> {
  for (const strike of strikes) await strike();
}
