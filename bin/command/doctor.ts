import fs from 'node:fs';
import { reasonOf, type Application, type Output } from '#kernel';
import ownChecks from '../../app/doctor.ts';
import type { Check } from '../../app/doctor/check.ts';
import { checksOf } from '../../app/doctor/checks-of.ts';
import { pendingMigrations } from '../../plugins/sequelize/migrate.ts';
import { loadBeside } from '../application.ts';
import { placeOf } from '../place.ts';
import { called } from '../called.ts';
import { examine, linesOf, type Examination } from '../doctor/examine.ts';
import { rights } from '../doctor/rights.ts';
import { room } from '../doctor/room.ts';
import { secrets } from '../doctor/secrets.ts';
import { assertNone, parse } from '../parse.ts';

const SETTINGS = 'the settings can be read';
const STORES = 'the stores answer, and their tables are those of this version';
/** What needs the settings alone. */
const BEFORE = [secrets, room, rights];

/** Looks whether everything is in order, and says what is not; `--mend` mends what a program can. Changes nothing otherwise. Fails when something is left. */
export async function doctor(args: readonly string[], output: Output): Promise<void> {
  const { values, positionals } = parse({ args: [...args], options: { mend: { type: 'boolean', default: false } } });
  assertNone('doctor', positionals, '--mend only');
  const examined = await examineAll(values.mend);
  const rules = examined.map(({ rule, state, findings }) => ({ rule, state, findings }));
  output.answer({ rules }, examined.map(linesOf).join('\n'));
  const broken = examined.filter(({ state }) => state === 'wrong');
  if (broken.length === 0) return;
  const mendable = values.mend ? 0 : broken.filter((each) => each.canMend).length;
  const mends = mendable === 0 ? '' : `: \`${called('doctor --mend')}\` mends ${mendable === broken.length ? 'it' : `${mendable} of them`}`;
  throw new Error(`${broken.length} of ${examined.length} rules do not hold${mends}`);
}

async function examineAll(isToMend: boolean): Promise<Examination[]> {
  const loading = await outcomeOf(SETTINGS, load);
  // Which other units there are is known by the settings only.
  if (!loading.value) return [loading.examined, ...[...BEFORE, { rule: STORES }, ...ownChecks].map(unknown)];
  const { app, checks } = loading.value;
  const before: Examination[] = [loading.examined];
  for (const check of BEFORE) before.push(await examine(app, check, isToMend));
  const starting = await outcomeOf(STORES, () => begin(app));
  if (!starting.value) return [...before, starting.examined, ...checks.map(unknown)];
  try {
    const stored: Examination[] = [];
    for (const check of checks) stored.push(await examine(app, check, isToMend));
    return [...before, starting.examined, ...stored];
  } finally {
    await app.close();
  }
}

async function load(): Promise<{ readonly app: Application; readonly checks: readonly Check[] }> {
  const app = await loadBeside();
  return { app, checks: await checksOf(app.units) };
}

/** What fails closes what was started. A database that is not there would be made, and an older one migrated. */
async function begin(app: Application): Promise<Application> {
  const { database } = placeOf(app.config);
  if (database !== undefined && !fs.existsSync(database)) throw new Error(`there is no database at ${database}: the first start makes it`);
  const pending = await pendingMigrations(await loadBeside());
  if (pending.length > 0)
    throw new Error(`the tables are of an older version, ${pending.join(', ')} is pending: \`${called('migrate')}\` mends it`);
  return app.ready();
}

async function outcomeOf<T>(rule: string, work: () => Promise<T>): Promise<{ readonly value?: T; readonly examined: Examination }> {
  try {
    return { value: await work(), examined: { rule, state: 'ok', findings: [], canMend: false } };
  } catch (error) {
    const reason = reasonOf(error);
    return { examined: { rule, state: 'wrong', findings: [reason], canMend: false } };
  }
}

function unknown({ rule }: { readonly rule: string }): Examination {
  return { rule, state: 'unknown', findings: [], canMend: false };
}
