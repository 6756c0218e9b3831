import fs from 'node:fs';
import { BootError, reasonOf } from './error.ts';
import { isPlainObject } from './files.ts';
import { nearest } from './nearest.ts';
import type { ConfigShape, PlainConfig } from './config-shape.ts';

/** What an installation says over the files of its units. */
export interface Settings {
  /** A JSON file in the form of the configuration. */
  readonly file?: string | undefined;
  /** Variables that have a name of their own, read already: the key, and its value. */
  readonly named?: readonly NamedSetting[];
  /** All variables; those that begin with FOYER_ name a key each. */
  readonly variables?: Readonly<Record<string, string | undefined>>;
}

/** What a variable with a name of its own says. */
export interface NamedSetting {
  readonly variable: string;
  /** Dotted. */
  readonly key: string;
  readonly value: unknown;
}

/** Something to merge into the configuration. */
export interface Layer {
  /** The file or the variable. */
  readonly from: string;
  readonly value: PlainConfig;
}

/** `FOYER_SERVER__MAX_IPS_COUNT` is `server.maxIpsCount`. */
const PREFIX = 'FOYER_';
/** Says where the file is. */
const FILE = 'FOYER_CONFIG';
/** Set in every container beside a Kubernetes service that is called foyer. */
const OF_KUBERNETES = /^FOYER_(SERVICE_(HOST$|PORT)|PORT_\d)/;
const ADDRESS_OF_KUBERNETES = /^(tcp|udp):\/\//;

/** What the settings say, least first, as far as it is right; what is not is noted in `problems`, each in a line. */
export function readSettings(settings: Settings, shape: ConfigShape, problems: string[]): Layer[] {
  const { file, named = [], variables = {} } = settings;
  return [
    ...(file === undefined ? [] : [{ from: file, value: shape.check(readFile(file), { from: file, problems }) }]),
    ...named.map(({ variable, key, value }) => ({
      from: variable,
      value: shape.check(atPlace(key, value), { from: variable, problems }),
    })),
    ...readVariables(variables, shape, problems),
  ];
}

/** The variable that sets a key or a section. */
export function variableOf(name: string): string {
  const parts = name.split('.').map((part) => part.replaceAll(/(?<=[a-z\d])(?=[A-Z])/g, '_').toUpperCase());
  return PREFIX + parts.join('__');
}

function readVariables(variables: NonNullable<Settings['variables']>, shape: ConfigShape, problems: string[]): Layer[] {
  const names = new Map(shape.names.map((name) => [variableOf(name), name]));
  const layers: Layer[] = [];
  for (const [from, given = ''] of Object.entries(variables)) {
    const text = given.trim();
    if (!from.startsWith(PREFIX) || from === FILE || text === '') continue;
    const name = names.get(from);
    if (name !== undefined) {
      const value = shape.read(name, text, { from, problems });
      if (value !== undefined) layers.push({ from, value: atPlace(name, value) });
    } else if (!OF_KUBERNETES.test(from) && !ADDRESS_OF_KUBERNETES.test(text)) {
      const near = nearest(from, [...names.keys()]);
      problems.push(`${from} names no key${near === undefined ? '' : `: did you mean ${near}?`}`);
    }
  }
  // A section before the keys within it, whatever the order of the environment.
  return layers.toSorted((one, other) => depthOf(one.from) - depthOf(other.from));
}

function depthOf(variable: string): number {
  return variable.split('__').length;
}

function readFile(file: string): PlainConfig {
  const value = parse(file);
  if (!isPlainObject(value)) throw new BootError(`${file} must hold a JSON object`);
  return value;
}

function parse(file: string): unknown {
  const text = read(file);
  if (faultIn(text) === undefined) return JSON.parse(text);
  // Neither the text nor the error of the parser, which repeats pieces of it: there are secrets in it.
  const lines = text.trimEnd().split('\n');
  const before = lines.findIndex((_, at) => isBroken(`${lines.slice(0, at + 1).join('\n')}\n`));
  throw new BootError(`${file} is no JSON: see line ${before === -1 ? lines.length : before + 1}`);
}

function read(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (cause) {
    throw new BootError(`${file} cannot be read: ${reasonOf(cause)}`, { cause });
  }
}

/** Whether the fault lies in the first lines themselves, and not where they end. */
function isBroken(lines: string): boolean {
  const fault = faultIn(lines);
  if (fault === undefined || fault.startsWith('Unexpected end')) return false;
  const [, position] = / at position (\d+)/.exec(fault) ?? [];
  return position === undefined || Number(position) < lines.length;
}

function faultIn(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

/** `{ a: { b: value } }` for `a.b`. */
function atPlace(key: string, value: unknown): PlainConfig {
  return key.split('.').reduceRight<unknown>((inner, part) => ({ [part]: inner }), value) as PlainConfig;
}
