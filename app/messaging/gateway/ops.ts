import { BootError, bringFolder, type Unit } from '#kernel';
import type { Op } from './op.ts';

/** What a signed-in client of foyer.1 may send, by `op`: `app/op/` of every unit. Throws a BootError that names the file and what to mend. */
export async function loadOps(units: readonly Unit[]): Promise<ReadonlyMap<string, Op>> {
  const ops = new Map<string, Op>();
  for (const [name, { file, exported }] of await bringFolder(units, 'op')) {
    if (name === 'hello') throw new BootError(`${file}: hello is said before anything else, and no unit answers it: rename it`);
    if (!isOp(exported)) throw new BootError(`${file} must export op(rule, handle) by default`);
    ops.set(name, exported);
  }
  return ops;
}

function isOp(exported: unknown): exported is Op {
  if (typeof exported !== 'object' || exported === null) return false;
  const { rule, handle, isPage } = exported as Partial<Record<keyof Op, unknown>>;
  return typeof rule === 'object' && typeof handle === 'function' && typeof isPage === 'boolean';
}
