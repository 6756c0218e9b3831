import { UsageError, type Command, type InputOf, type CommandInput, type Takes } from '#kernel';
import { parse } from './parse.ts';

/** How a command is written: `user list [--search <text>] [--page <n>]`. */
export function usageOf(name: string, { takes }: Pick<Command, 'takes'>): string {
  return [name, ...partsOf(takes)].join(' ');
}

/** What was given to a command, read as it says. Throws a UsageError for what it does not take, and for what is missing. */
export function readInput(name: string, { takes }: Pick<Command, 'takes'>, args: readonly string[]): InputOf<Takes> {
  const given = Object.entries(takes);
  const named = given.filter(([, { kind }]) => kind !== 'argument');
  const options = Object.fromEntries(named.map(([key, { kind }]) => [key, { type: kind === 'flag' ? 'boolean' : 'string' } as const]));
  const { values, positionals } = parse({ args: [...args], options });
  const places = given.filter(([, { kind }]) => kind === 'argument');
  const missing = places[positionals.length];
  if (missing?.[1].isRequired) throw new UsageError(`${name} needs ${partOf(missing)}`);
  if (positionals.length > places.length) {
    throw new UsageError(`${name} takes ${partsOf(takes).join(' ') || 'nothing after it'}, but got ${positionals.join(' ')}`);
  }
  const words = new Map<string, string | undefined>(places.map(([key], place) => [key, positionals[place]]));
  for (const [key] of named) words.set(key, wordOf(values[key]));
  return Object.fromEntries(
    given.map(([key, taken]) => [key, taken.read(taken.kind === 'argument' ? `<${taken.shown}> of ${name}` : `--${key}`, words.get(key))]),
  );
}

function wordOf(value: unknown): string | undefined {
  if (value === true) return '';
  return typeof value === 'string' ? value : undefined;
}

function partsOf(takes: Takes): string[] {
  return Object.entries(takes).map(partOf);
}

function partOf([key, { kind, shown, isRequired }]: readonly [string, CommandInput<unknown, unknown>]): string {
  if (kind === 'argument') return isRequired ? `<${shown}>` : `[<${shown}>]`;
  return kind === 'flag' ? `[--${key}]` : `[--${key} <${shown}>]`;
}
