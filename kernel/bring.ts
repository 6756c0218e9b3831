import path from 'node:path';
import { BootError } from './error.ts';
import { loadModule, resolveFile, scan } from './files.ts';
import type { Unit } from './plugin.ts';

/** A file that a unit brings under a convention. */
export interface Brought {
  readonly unit: Unit;
  readonly file: string;
  /** Its default export. */
  readonly exported: unknown;
}

/** `app/<name>.ts` of every unit that has it, in the order of the units. */
export async function bringFile(units: readonly Unit[], name: string): Promise<Brought[]> {
  const found = units.flatMap((unit) => {
    const file = resolveFile(path.join(unit.path, 'app', name));
    return file === undefined ? [] : [{ unit, file }];
  });
  return Promise.all(found.map(async (one) => ({ ...one, exported: await loadModule(one.file) })));
}

/** What stands in `app/<folder>/` of all units, by name: `sweep` for `app/schedule/sweep.ts`. Of two that bring one name the message names both files. */
export async function bringFolder(units: readonly Unit[], folder: string): Promise<ReadonlyMap<string, Brought>> {
  const all = new Map<string, Brought>();
  for (const unit of units) {
    for (const { file, names } of scan(path.join(unit.path, 'app', folder))) {
      const name = names.join('.');
      const first = all.get(name);
      if (first) throw new BootError(`${folder} ${name} is defined twice, by ${first.file} and by ${file}: rename one`);
      all.set(name, { unit, file, exported: await loadModule(file) });
    }
  }
  return all;
}
