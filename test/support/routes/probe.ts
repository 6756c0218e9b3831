import type { Parameter } from './fields.ts';

/** A value that somebody tries, and the answers that are right for it. */
export interface Probe extends Pick<Parameter, 'name' | 'place'> {
  readonly value: unknown;
  readonly wanted: RegExp;
}

const WRONG = /^422 /;
const REFUSED = /^4\d\d /;
const NO_FAULT = /^(200|4\d\d .*)$/;

const NO_INTEGERS = ['abc', '1e9', '1.5', '1 OR 1=1', '٣'];
const INTEGERS = [-9_007_199_254_740_991, -5, 0, 1_000_000_000, 9_007_199_254_740_991];
/** Beyond what is exact. */
const HUGE = ['99999999999999999999', '9007199254740992'];
const CAPPED: ReadonlySet<string> = new Set(['page', 'limit']);

const NO_UUIDS = ['abc', "' OR 1=1 --", '00000000-0000-4000-8000-00000000000g'];
/** They name no message, user or file. */
const UNKNOWN = ['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'];
/** A client's own name for a message, and a place to go on from, which need not be a message. */
const FREE: ReadonlySet<string> = new Set(['client_id', 'before']);

/** No `true`: where a parameter is a flag it ends the session that the next tries need. */
const NO_SCALARS = [['a'], { a: 1 }, false];

/** What is tried for a parameter: no fault of the server, and 422 for what it cannot be (D13). */
export function probesOf(parameter: Parameter): Probe[] {
  const { name, place, kind } = parameter;
  const typed = kind === 'int' ? integers(parameter) : [];
  const probes = [...typed, ...(kind === 'uuid' ? uuids(name) : []), ...(place === 'body' ? each(NO_SCALARS, NO_FAULT) : [])];
  return probes.map((probe) => ({ name, place, ...probe }));
}

type Trial = Pick<Probe, 'value' | 'wanted'>;

function integers({ name, least }: Parameter): Trial[] {
  const [low, high] = [INTEGERS.filter((value) => value < least), INTEGERS.filter((value) => value >= least)];
  const huge = each(HUGE, CAPPED.has(name) ? NO_FAULT : WRONG);
  return [...each(NO_INTEGERS, WRONG), ...huge, ...each(low, WRONG), ...each(high, NO_FAULT)];
}

function uuids(name: string): Trial[] {
  return [...each(NO_UUIDS, WRONG), ...each(UNKNOWN, FREE.has(name) ? NO_FAULT : REFUSED)];
}

function each(values: readonly unknown[], wanted: RegExp): Trial[] {
  return values.map((value) => ({ value, wanted }));
}
