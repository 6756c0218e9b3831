import type { DestinationStream } from 'pino';

type Entry = Record<string, unknown>;

/** Told apart from the other fields of an entry, because they have a place of their own. */
const PLACED = new Set(['level', 'time', 'msg', 'err']);

/** Turns pino's JSON lines into lines for people: time, level, message, fields, and the stack of an error below. */
export function prettyStream(destination: DestinationStream): DestinationStream {
  return { write: (line) => destination.write(pretty(JSON.parse(line) as Entry)) };
}

function pretty(entry: Entry): string {
  const { level, time, msg, err } = entry;
  const fields = Object.entries(entry).filter(([key]) => !PLACED.has(key));
  const shown = fields.map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const head = [clock(time), String(level).padEnd(5), msg, ...shown].filter((part) => part !== undefined && part !== '');
  return `${head.map(oneLine).join(' ')}\n${stackOf(err)}`;
}

function clock(time: unknown): string {
  return typeof time === 'number' ? new Date(time).toTimeString().slice(0, 8) : '';
}

/** What a client sent must not be able to write lines of its own. */
function oneLine(part: unknown): string {
  return String(part).replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ');
}

function stackOf(err: unknown): string {
  if (typeof err !== 'object' || err === null) return '';
  const { type, message, stack, cause } = err as Entry;
  const own = typeof stack === 'string' ? stack : `${String(type)}: ${String(message)}`;
  return `${own.replaceAll(/^/gm, '  ')}\n${stackOf(cause)}`;
}
