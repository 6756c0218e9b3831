import type { Usage } from '../measure/meter.ts';
import { median } from '../result/report.ts';
import type { Target } from '../target/target.ts';

/** Figures of one run. */
export interface Figures extends Usage {
  readonly rate: number;
  readonly perCpu: number;
}

/** What is measured of every target, and how. */
export interface RoundsOptions<C extends object, S extends Figures> {
  readonly targets: readonly Target[];
  readonly cases: readonly C[];
  readonly reps: number;
  /** Measures once; throws when the figures would be worth nothing. */
  readonly sample: (target: Target, one: C) => Promise<S>;
}

/** A sample of one target in one case, among those of the others in the same repetition. */
export type Measured<C extends object, S extends Figures> = C & { readonly target: string; readonly rep: number; readonly sample: S };

const QUIET = 0.6; // cores used by others, above which a sample is measured once more

/** Measures every case of every target, repeatedly, in alternating order. */
export async function measureRounds<C extends object, S extends Figures>(options: RoundsOptions<C, S>): Promise<Measured<C, S>[]> {
  const { targets, cases, reps } = options;
  const measured: Measured<C, S>[] = [];
  for (let rep = 0; rep < reps; rep += 1) {
    const order = rep % 2 === 0 ? targets : targets.toReversed();
    for (const one of cases) {
      for (const target of order) {
        const sample = await quietSample(options, target, one);
        measured.push({ ...one, target: target.name, rep, sample });
        console.log(`${target.name}, ${JSON.stringify(one)}: ${progress(sample)}`);
      }
    }
  }
  return measured;
}

/** What was measured of one target in one case. */
export function ofTarget<C extends object, S extends Figures>(all: readonly Measured<C, S>[], name: string, one: C): Measured<C, S>[] {
  const entries = Object.entries(one);
  return all.filter((each) => each.target === name && entries.every(([key, value]) => Reflect.get(each, key) === value));
}

/** How much of the unit's messages per CPU-second these reach: the median over the repetitions, each beside the unit in the same minute. */
export function ratioTo<C extends object, S extends Figures>(
  unit: readonly Measured<C, S>[],
  own: readonly Measured<C, S>[],
): number | null {
  const ratios = own.map(({ rep, sample }) => {
    const base = unit.find((each) => each.rep === rep);
    return base ? sample.perCpu / base.sample.perCpu : null;
  });
  return median(ratios);
}

async function quietSample<C extends object, S extends Figures>({ sample }: RoundsOptions<C, S>, target: Target, one: C): Promise<S> {
  const first = await sample(target, one);
  if (first.foreign < QUIET) return first;
  const second = await sample(target, one);
  return second.foreign < first.foreign ? second : first;
}

function progress({ rate, perCpu, foreign }: Figures): string {
  return `${Math.round(rate)}/s, ${Math.round(perCpu)} per CPU-s, foreign ${foreign.toFixed(2)}`;
}
