import { assertSound, relayLoad, type RelaySample } from '../load/relay.ts';
import { median, type Cell, type Report } from '../result/report.ts';
import { startTargets, stopTargets } from '../target/start.ts';
import type { Target } from '../target/target.ts';
import { measureRounds, ofTarget, ratioTo, type Measured } from './round.ts';
import type { Bench, Scenario } from './scenario.ts';

interface Case {
  readonly window: number;
}

/** × P0a per CPU-second at 16 outstanding: now, and in the end. */
const GOALS = new Map([
  ['Foyer, embedded', [0.25, 0.4]],
  ['Foyer, Redis + MariaDB', [0.2]],
]);
const HEADINGS = [
  'outstanding',
  'server',
  'msg/s',
  'server cores',
  'msg per CPU-s',
  '× P0a',
  'p50 ms',
  'p99 ms',
  'durable p50',
  'durable p99',
  'SQL per msg',
  'MiB',
  'foreign cores',
];

/** Pairs of users write to each other as fast as they can, on Foyer (durable) and on the raw relay (not). */
export const relay: Scenario = {
  question:
    'What does a durable 1:1 message cost, in CPU time of the server and its stores, beside a relay on `ws` that stores nothing (P0a)? Goal at 16 outstanding: embedded ≥ 0.25 × now, ≥ 0.40 × in the end, Redis + MariaDB ≥ 0.20 ×; SQL statements per message ≤ 0.3.',
  isPinned: true,
  async run(bench) {
    const targets = await startTargets(bench);
    try {
      const cases = bench.options.windows.map((window) => ({ window }));
      const sample = (target: Target, { window }: Case): Promise<RelaySample> => measure(bench, target, window);
      return report(targets, cases, await measureRounds({ targets, cases, reps: bench.options.reps, sample }));
    } finally {
      await stopTargets(targets);
    }
  },
};

async function measure({ options }: Bench, target: Target, window: number): Promise<RelaySample> {
  const sample = await relayLoad({ ...options, target, window });
  assertSound(sample);
  return sample;
}

function report(targets: readonly Target[], cases: readonly Case[], measured: readonly Measured<Case, RelaySample>[]): Report {
  const unit = targets.find(({ name }) => name.startsWith('P0a'))?.name ?? '';
  const rows = cases.flatMap((one) => targets.map(({ name }) => row(ofTarget(measured, name, one), ofTarget(measured, unit, one))));
  return { headings: HEADINGS, rows, remarks: remarks(rows), samples: measured, passed: true };
}

function row(own: readonly Measured<Case, RelaySample>[], unit: readonly Measured<Case, RelaySample>[]): Cell[] {
  const of = (key: keyof RelaySample): number | null => median(own.map(({ sample }) => sample[key]));
  return [
    String(own[0]?.window),
    String(own[0]?.target),
    ...(['rate', 'server', 'perCpu'] as const).map(of),
    ratioTo(unit, own),
    ...(['p50', 'p99', 'ack50', 'ack99', 'statementsPerMessage', 'memory', 'foreign'] as const).map(of),
  ];
}

function remarks(rows: readonly Cell[][]): string[] {
  const ratioAt = HEADINGS.indexOf('× P0a');
  return rows.flatMap((cells) => {
    const [window, name] = cells.map(String);
    const goals = window === '16' && name !== undefined ? GOALS.get(name) : undefined;
    if (!goals) return [];
    const ratio = Number(cells[ratioAt]);
    const reached = goals.map((goal) => `≥ ${goal.toFixed(2)} ${ratio >= goal ? 'reached' : 'missed'}`);
    return [`${name}, 16 outstanding: ${ratio.toFixed(3)} × P0a per CPU-second (${reached.join(', ')}).`];
  });
}
