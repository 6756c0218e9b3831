import { setTimeout as sleep } from 'node:timers/promises';
import { Meter } from '../measure/meter.ts';
import { residentMiB } from '../measure/process.ts';
import { median, type Report } from '../result/report.ts';
import { startFoyer } from '../target/foyer.ts';
import type { Bench, Scenario } from './scenario.ts';

interface Measured {
  /** Seconds from the start of the process on an empty data directory to the first healthy answer. */
  readonly start: number;
  /** MiB. */
  readonly memory: number;
  /** Of one core. */
  readonly cpuPercent: number;
}

const GOAL = 150;

/** A server without a user. */
export const idle: Scenario = {
  question: `What does the started server take while nobody uses it: memory (goal: ≤ ${GOAL} MiB resident), CPU, time to start on an empty data directory?`,
  defaults: { warm: 5, seconds: 10 },
  isPinned: true,
  async run(bench) {
    const measured: Measured[] = [];
    for (let rep = 0; rep < bench.options.reps; rep += 1) measured.push(await measure(bench));
    return report(measured);
  },
};

async function measure({ options, cores }: Bench): Promise<Measured> {
  const before = performance.now();
  const target = await startFoyer(cores?.server);
  const start = (performance.now() - before) / 1000;
  try {
    await sleep(options.warm * 1000);
    const meter = new Meter(target.pids);
    await sleep(options.seconds * 1000);
    return { start, memory: residentMiB(target.pids), cpuPercent: meter.stop().server * 100 };
  } finally {
    await target.stop();
  }
}

function report(measured: readonly Measured[]): Report {
  const of = (key: keyof Measured): number | null => median(measured.map((one) => one[key]));
  const passed = (of('memory') ?? Infinity) <= GOAL;
  return {
    headings: ['server', 'resident MiB', 'CPU, % of a core', 'start, s'],
    rows: [['Foyer, embedded', of('memory'), of('cpuPercent'), of('start')]],
    remarks: [`Medians of ${measured.length}. Goal of ${GOAL} MiB: ${passed ? 'reached' : 'missed'}.`],
    samples: measured,
    passed,
  };
}
