import { assertFannedOut, fanoutLoad, type FanoutSample } from '../load/fanout.ts';
import { median, type Cell, type Report } from '../result/report.ts';
import { startTargets, stopTargets } from '../target/start.ts';
import type { Target } from '../target/target.ts';
import { measureRounds, ofTarget, ratioTo, type Measured } from './round.ts';
import type { Bench, Scenario } from './scenario.ts';

interface Case {
  readonly members: number;
  readonly window: number;
}

type Samples = readonly Measured<Case, FanoutSample>[];

/** × P0c per CPU-second: with 1000 members and 8 in flight, and in the end everywhere. */
const GOALS = { now: 0.4, end: 0.8 };
const HEADINGS = [
  'members',
  'in flight',
  'server',
  'deliveries/s',
  'server cores',
  'deliveries per CPU-s',
  '× P0c',
  'p50 ms',
  'p99 ms',
  'all have it p50',
  'all have it p99',
  'durable p50',
  'SQL per msg',
  'stored per msg',
  'bytes per delivery',
  'largest',
  'MiB',
  'foreign cores',
];

/** One member of a group writes and all the others read, on Foyer (durable) and on the raw relay (not). */
export const fanout: Scenario = {
  question: `What does a delivery in a group cost, in CPU time of the server and its stores, beside a relay on \`ws\` that builds one frame for all, joins the writes of a turn and stores nothing (P0c)? Goal: ≥ ${GOALS.now} × with 1000 members and 8 in flight now, ≥ ${GOALS.end} × everywhere in the end; each message stored once, and no larger in a larger group.`,
  defaults: { windows: [1, 8] },
  isPinned: true,
  async run(bench) {
    const targets = await startTargets(bench);
    try {
      const { members, windows, reps } = bench.options;
      const cases = members.flatMap((count) => windows.map((window) => ({ members: count, window })));
      const sample = (target: Target, one: Case): Promise<FanoutSample> => measure(bench, target, one);
      return report(targets, cases, await measureRounds({ targets, cases, reps, sample }));
    } finally {
      await stopTargets(targets);
    }
  },
};

async function measure({ options }: Bench, target: Target, one: Case): Promise<FanoutSample> {
  const sample = await fanoutLoad({ ...options, ...one, target });
  assertFannedOut(sample);
  return sample;
}

function report(targets: readonly Target[], cases: readonly Case[], measured: Samples): Report {
  const unit = targets.find(({ name }) => name.startsWith('P0c'))?.name ?? '';
  const rows = cases.flatMap((one) => targets.map(({ name }) => row(ofTarget(measured, name, one), ofTarget(measured, unit, one))));
  return { headings: HEADINGS, rows, remarks: remarks(rows), samples: measured, passed: true };
}

function row(own: Samples, unit: Samples): Cell[] {
  const of = (key: keyof FanoutSample): number | null => median(own.map(({ sample }) => sample[key]));
  return [
    String(own[0]?.members),
    String(own[0]?.window),
    String(own[0]?.target),
    ...(['rate', 'server', 'perCpu'] as const).map(of),
    ratioTo(unit, own),
    ...(['p50', 'p99', 'full50', 'full99', 'ack50', 'statementsPerMessage'] as const).map(of),
    median(own.map(({ sample: { stored, sent } }) => stored && stored / sent)),
    ...(['bytes', 'largest', 'memory', 'foreign'] as const).map(of),
  ];
}

function remarks(rows: readonly Cell[][]): string[] {
  const ratioAt = HEADINGS.indexOf('× P0c');
  return rows.flatMap((cells) => {
    const [members, window, name] = cells.map(String);
    if (name?.startsWith('Foyer') !== true) return [];
    const ratio = Number(cells[ratioAt]);
    const goals = members === '1000' && window === '8' ? [GOALS.now, GOALS.end] : [GOALS.end];
    const reached = goals.map((goal) => `≥ ${goal.toFixed(2)} ${ratio >= goal ? 'reached' : 'missed'}`);
    return [`${name}, ${members} members, ${window} in flight: ${ratio.toFixed(3)} × P0c per CPU-second (${reached.join(', ')}).`];
  });
}
