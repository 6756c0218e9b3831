import type { Cores } from '../measure/machine.ts';
import type { BenchOptions, Defaults } from '../option.ts';
import type { Report } from '../result/report.ts';

/** What a scenario runs with. */
export interface Bench {
  readonly options: BenchOptions;
  /** Null when nothing is pinned. */
  readonly cores: Cores | null;
}

/** One question, and the measurement that answers it. */
export interface Scenario {
  readonly question: string;
  readonly defaults?: Defaults;
  run(bench: Bench): Promise<Report>;
}
