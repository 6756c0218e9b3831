import { relayLoad } from '../load/relay.ts';
import { storeAndDrain, type DrainSample, type StoreSample } from '../load/store.ts';
import { median, type Cell, type Report } from '../result/report.ts';
import { startTargets, stopTargets } from '../target/start.ts';
import type { Target } from '../target/target.ts';
import type { Bench, Scenario } from './scenario.ts';

interface Measured {
  readonly target: string;
  readonly window: number;
  readonly store: StoreSample;
  readonly drain: DrainSample;
  /** What one pair reaches live on the raw relay with the same window, messages per CPU-second: the noise of the minute. */
  readonly unit: number;
}

const HEADINGS = [
  'un-acked',
  'server',
  'stored/s',
  'per CPU-s',
  'durable p50 ms',
  'durable p99 ms',
  'drained/s',
  'per CPU-s',
  'lost',
  'doubled',
  'out of order',
  'P0a live, per CPU-s',
];

/** One user writes to an absent one; then the absent one comes and takes everything. */
export const drain: Scenario = {
  question:
    'How many messages per second are stored for one absent user, and handed over when that user comes? Goal: ≥ 30,000/s stored with 256 un-acked, ≥ 80,000/s drained, in order, none missing.',
  defaults: { targets: ['plain', 'foyer'], windows: [16, 256], count: 20_000 },
  isPinned: true,
  async run(bench) {
    const [unit, ...targets] = await startTargets(bench);
    if (!unit) throw new Error('--targets names no server');
    try {
      return report(bench, await measureAll(bench, unit, targets));
    } finally {
      await stopTargets([unit, ...targets]);
    }
  },
};

async function measureAll(bench: Bench, unit: Target, targets: readonly Target[]): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (let rep = 0; rep < bench.options.reps; rep += 1) {
    for (const window of bench.options.windows) {
      const { perCpu } = await relayLoad({ ...bench.options, target: unit, pairs: 1, window });
      for (const target of targets) {
        measured.push({ target: target.name, window, unit: perCpu, ...(await measure(bench, target, window)) });
        console.log(JSON.stringify(measured.at(-1)));
      }
    }
  }
  return measured;
}

async function measure({ options }: Bench, target: Target, window: number): Promise<{ store: StoreSample; drain: DrainSample }> {
  const [from, to] = await target.users(2);
  if (!from || !to) throw new Error(`${target.name} has no users`);
  return storeAndDrain({ ...options, target, from, to, window });
}

function report({ options }: Bench, measured: readonly Measured[]): Report {
  const names = [...new Set(measured.map(({ target }) => target))];
  const rows = options.windows.flatMap((window) => names.map((name) => row(measured, window, name)));
  const passed = measured.every(({ drain }) => drain.lost + drain.duplicates + drain.disordered === 0);
  return {
    headings: HEADINGS,
    rows,
    remarks: [`${options.count} messages each time, ${options.reps} times; medians.`],
    samples: measured,
    passed,
  };
}

function row(measured: readonly Measured[], window: number, name: string): Cell[] {
  const own = measured.filter((one) => one.window === window && one.target === name);
  const store = (key: keyof StoreSample): number | null => median(own.map((one) => one.store[key]));
  const drain = (key: keyof DrainSample): number | null => median(own.map((one) => one.drain[key]));
  const worst = (key: keyof DrainSample): number => Math.max(...own.map((one) => one.drain[key]));
  return [
    String(window),
    name,
    ...(['rate', 'perCpu', 'p50', 'p99'] as const).map(store),
    ...(['rate', 'perCpu'] as const).map(drain),
    ...(['lost', 'duplicates', 'disordered'] as const).map(worst),
    median(own.map(({ unit }) => unit)),
  ];
}
