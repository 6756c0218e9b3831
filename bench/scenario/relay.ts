import { assertSound, relayLoad, type RelaySample } from '../load/relay.ts';
import { median, type Cell, type Report } from '../result/report.ts';
import { startTargets, stopTargets } from '../target/start.ts';
import type { Target } from '../target/target.ts';
import type { Bench, Scenario } from './scenario.ts';

/** A sample of one target, among those of the others in the same repetition. */
interface Measured {
  readonly target: string;
  readonly window: number;
  readonly rep: number;
  readonly sample: RelaySample;
}

const QUIET = 0.6; // cores used by others, above which a sample is measured once more
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
      const measured = await measureAll(bench, targets);
      return report(bench, targets, measured);
    } finally {
      await stopTargets(targets);
    }
  },
};

async function measureAll(bench: Bench, targets: readonly Target[]): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (let rep = 0; rep < bench.options.reps; rep += 1) {
    const order = rep % 2 === 0 ? targets : targets.toReversed();
    for (const window of bench.options.windows) {
      for (const target of order) {
        const sample = await quietSample(bench, target, window);
        measured.push({ target: target.name, window, rep, sample });
        console.log(progress(target, window, sample));
      }
    }
  }
  return measured;
}

async function quietSample({ options }: Bench, target: Target, window: number): Promise<RelaySample> {
  const first = await relayLoad({ ...options, target, window });
  assertSound(first);
  if (first.foreign < QUIET) return first;
  const second = await relayLoad({ ...options, target, window });
  assertSound(second);
  return second.foreign < first.foreign ? second : first;
}

function progress(target: Target, window: number, { rate, perCpu, foreign }: RelaySample): string {
  return `${target.name}, ${window} outstanding: ${Math.round(rate)}/s, ${Math.round(perCpu)} per CPU-s, foreign ${foreign.toFixed(2)}`;
}

function report({ options }: Bench, targets: readonly Target[], measured: readonly Measured[]): Report {
  const unit = targets.find(({ name }) => name.startsWith('P0a'))?.name ?? '';
  const rows = options.windows.flatMap((window) => targets.map(({ name }) => row(measured, { window, name, unit })));
  return { headings: HEADINGS, rows, remarks: remarks(rows), samples: measured, passed: true };
}

function row(measured: readonly Measured[], { window, name, unit }: { window: number; name: string; unit: string }): Cell[] {
  const own = measured.filter((one) => one.window === window && one.target === name);
  const of = (key: keyof RelaySample): number | null => median(own.map(({ sample }) => sample[key]));
  const ratios = own.map(({ rep, sample }) => {
    const base = measured.find((one) => one.window === window && one.rep === rep && one.target === unit);
    return base ? sample.perCpu / base.sample.perCpu : null;
  });
  const latency = [of('p50'), of('p99'), of('ack50'), of('ack99')];
  return [
    String(window),
    name,
    of('rate'),
    of('server'),
    of('perCpu'),
    median(ratios),
    ...latency,
    of('statementsPerMessage'),
    of('memory'),
    of('foreign'),
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
