import { parseArgs } from 'node:util';

/** What a scenario may be told on the command line; each scenario reads what concerns it. */
export interface BenchOptions {
  /** plain, corked (the baselines), foyer, foyer-stores (on Redis and MariaDB). */
  readonly targets: readonly string[];
  readonly pairs: number;
  /** Members of the groups, beside the sender. */
  readonly members: readonly number[];
  readonly windows: readonly number[];
  /** How often everything is measured, in alternating order. */
  readonly reps: number;
  readonly warm: number;
  readonly seconds: number;
  /** Messages per second; null: as fast as the windows allow. */
  readonly rate: number | null;
  readonly release: 'delivery' | 'ack';
  readonly ackEvery: number;
  /** Messages, where a scenario sends a number of them. */
  readonly count: number;
  readonly users: number;
  readonly nodes: number;
  /** Faults by name, for the soak; null: all that fit. */
  readonly faults: readonly string[] | null;
  /** Seconds from the end of one fault to the next. */
  readonly every: number;
  /** Whether a result file is written. */
  readonly save: boolean;
}

/** The values an option has where the command line says nothing; scenarios bring theirs. */
export type Defaults = Partial<BenchOptions>;

const COMMON: BenchOptions = {
  targets: ['plain', 'corked', 'foyer'],
  pairs: 200,
  members: [100, 1000],
  windows: [1, 16],
  reps: 3,
  warm: 1.5,
  seconds: 4,
  rate: null,
  release: 'delivery',
  ackEvery: 32,
  count: 20_000,
  users: 60,
  nodes: 1,
  faults: null,
  every: 15,
  save: true,
};

/** Reads `--name value`; throws on a name that it does not know and on a number that is none. */
export function parseOptions(args: readonly string[], defaults: Defaults): BenchOptions {
  const string = { type: 'string' } as const;
  const names = Object.keys(COMMON).filter((name) => name !== 'save');
  const options = { ...Object.fromEntries(names.map((name) => [flagOf(name), string])), 'no-save': { type: 'boolean' } as const };
  const values: Readonly<Record<string, string | boolean | undefined>> = parseArgs({ args: [...args], options, strict: true }).values;
  const given = names.flatMap((name) => (flagOf(name) in values ? [[name, read(name, String(values[flagOf(name)]))]] : []));
  return { ...COMMON, ...defaults, ...Object.fromEntries(given), save: values['no-save'] !== true } as BenchOptions;
}

function flagOf(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function read(name: string, value: string): unknown {
  if (name === 'targets' || name === 'faults') return value.split(',');
  if (name === 'windows' || name === 'members') return value.split(',').map((part) => number(name, part));
  if (name !== 'release') return number(name, value);
  if (value !== 'delivery' && value !== 'ack') throw new Error('--release is delivery or ack');
  return value;
}

function number(name: string, value: string): number {
  const parsed = Number(value);
  if (!(parsed > 0)) throw new Error(`--${name} wants a number above 0, not ${value}`);
  return parsed;
}
