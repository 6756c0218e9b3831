import { setTimeout as sleep } from 'node:timers/promises';
import { Crowd } from '../../test/support/crowd.ts';
import type { LedgerReport } from '../../test/support/ledger.ts';
import type { Report } from '../result/report.ts';
import { openHouse, type House } from '../soak/house.ts';
import { strikeUntil, type Strikes } from '../soak/strike.ts';
import type { Bench, Scenario } from './scenario.ts';

const SETTLE_WITHIN = 120_000;
const SHOWN_COMPLAINTS = 20;
const REST = { every: 500, for: 3000 };
const PROGRESS_EVERY = 10_000;

/** Users write to each other, come and go, while servers and stores are killed; a ledger says what became of each message. */
export const soak: Scenario = {
  question:
    'Is every acknowledged message shown to its receiver once and in order, whatever is killed meanwhile? Goal: 1,000,000 messages, none lost, none doubled.',
  defaults: { targets: ['foyer'], count: 1_000_000, pairs: 1, reps: 1 },
  isPinned: false,
  async run(bench) {
    const house = await openHouse(bench.options);
    try {
      return await soakIn(house, bench);
    } finally {
      await house.close();
    }
  },
};

async function soakIn(house: House, { options }: Bench): Promise<Report> {
  const crowd = await Crowd.gather({ servers: house.servers, size: options.users });
  const begin = performance.now();
  const over = new AbortController();
  const progress = setInterval(
    () => console.log(`${crowd.ledger.acked} of ${options.count} acknowledged, ${crowd.ledger.open} under way`),
    PROGRESS_EVERY,
  );
  try {
    const sending = crowd.send({ count: options.count, rate: options.rate ?? 500 }).finally(() => over.abort());
    const [strikes] = await Promise.all([strikeUntil(over.signal, house, options), restUntil(over.signal, crowd), sending]);
    const unsettled = await crowd.settle(SETTLE_WITHIN).then(
      () => [],
      (error: unknown) => [String(error)],
    );
    const seconds = (performance.now() - begin) / 1000;
    return report(crowd.ledger.report(), { strikes, seconds, complaints: [...unsettled, ...(await crowd.audit())] });
  } finally {
    clearInterval(progress);
    crowd.disband();
  }
}

async function restUntil(over: AbortSignal, crowd: Crowd): Promise<void> {
  const resting: Promise<void>[] = [];
  for (let turn = 0; !over.aborted; turn += 1) {
    resting.push(crowd.rest(turn * 7, REST.for));
    await sleep(REST.every);
  }
  await Promise.all(resting);
}

interface Outcome {
  readonly strikes: Strikes;
  readonly seconds: number;
  readonly complaints: readonly string[];
}

function report(ledger: LedgerReport, { strikes, seconds, complaints }: Outcome): Report {
  const { attempted, acked, ...wrong } = ledger;
  const passed = acked === attempted && complaints.length === 0 && Object.values(wrong).every((count) => count === 0);
  const faults = Object.entries(strikes).map(([name, times]) => `${name} ${times} ×`);
  return {
    headings: ['', 'messages'],
    rows: Object.entries<number>({ ...ledger }).map(([name, count]) => [name, count]),
    remarks: [
      `${Math.round(seconds)} s, ${Math.round(acked / seconds)} messages per second. Faults: ${faults.join(', ') || 'none'}.`,
      passed ? 'Every stored conversation agrees with what its members were told.' : 'The ledger does not balance.',
      ...complaints.slice(0, SHOWN_COMPLAINTS),
    ],
    samples: { ledger, strikes, seconds, complaints: complaints.length },
    passed,
  };
}
