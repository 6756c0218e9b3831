import path from 'node:path';
import type { Application, Output } from '#kernel';
import { loadApplication } from '../application.ts';
import { assertNone } from '../parse.ts';

/** One key that an installation sets. */
interface Said {
  readonly key: string;
  /** As it counts; of a secret only that there is one. */
  readonly value: unknown;
  /** The file or the variable. */
  readonly from: string;
}

/** Where defaults stand, and what this program sets itself. */
const OURS = /(^|[\\/])config\.default\.\w+$|^kernel\/|^options of /;

/** Keys whose values are nobody's business. */
const SECRET = /(secrets?|tokens|salt|secretAccessKey)$/;

/** Says what differs from the defaults, and which file or variable says so. Starts nothing. */
export async function config(args: readonly string[], output: Output): Promise<void> {
  assertNone('config', args);
  const said = saidIn(await loadApplication());
  const lines = said.map(({ key, value, from }) => `${key}\t${JSON.stringify(value)}\t${from}`);
  output.answer({ config: said }, lines.length === 0 ? 'everything is as by default' : lines.join('\n'));
}

function saidIn(app: Application): Said[] {
  // The file of the own application is called like those of defaults, and says what differs.
  const own = app.units.find(({ type }) => type === 'own')?.path;
  const isSaid = (from: string): boolean => !OURS.test(from) || (own !== undefined && path.dirname(path.dirname(from)) === own);
  return [...app.configMeta].flatMap(([key, from]) => {
    const value = key.split('.').reduce<unknown>((branch, name) => Reflect.get(Object(branch), name), app.config);
    return !isSaid(from) || isSection(value) ? [] : [{ key, value: shown(key, value), from }];
  });
}

/** A section stands in the list by its keys. */
function isSection(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(key: string, value: unknown): unknown {
  if (SECRET.test(key)) return '(secret)';
  return typeof value === 'string' && value.includes('://') ? value.split(',').map(placeOf).join(',') : value;
}

/** Of an address only where it leads: names, passwords and tokens may stand anywhere else in it. */
function placeOf(address: string): string {
  if (!address.includes('://')) return address.slice(address.lastIndexOf('@') + 1);
  if (!URL.canParse(address)) return '(secret)';
  const { protocol, host } = new URL(address);
  return `${protocol}//${host}`;
}
