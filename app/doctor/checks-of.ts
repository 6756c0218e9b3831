import { BootError, bringFile, type Unit } from '#kernel';
import type { Check } from './check.ts';

/** What `foyer doctor` looks at of all units, by their `app/doctor.ts`: the app's first. Throws a BootError that names the file and what to mend. */
export async function checksOf(units: readonly Unit[]): Promise<readonly Check[]> {
  const found = await bringFile(units, 'doctor');
  const ofApp = found.filter(({ unit }) => unit.type === 'app');
  const ofOthers = found.filter(({ unit }) => unit.type !== 'app');
  return [...ofApp, ...ofOthers].flatMap(({ file, exported }) => {
    if (Array.isArray(exported) && exported.every(isCheck)) return exported;
    throw new BootError(`${file} must export defineChecks([…]) by default, each with a rule and a function look`);
  });
}

function isCheck(value: unknown): value is Check {
  if (typeof value !== 'object' || value === null) return false;
  const { rule, look, mend } = value as Partial<Record<keyof Check, unknown>>;
  return typeof rule === 'string' && typeof look === 'function' && (mend === undefined || typeof mend === 'function');
}
