import listed from '../../config/plugin.ts';

/** Declares tests of what goes through another unit, where that one is part of this checkout. */
export function whereThereIs(unit: string, declare: () => void): void {
  if (unit in listed) declare();
}
