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
  /** Whether server and generator get a core each; false where nothing is timed. */
  readonly isPinned: boolean;
  run(bench: Bench): Promise<Report>;
}
