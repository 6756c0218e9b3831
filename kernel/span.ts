const UNITS: ReadonlyMap<string, number> = new Map([
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
]);

/** A span of time in ms, written with its unit: 90s, 15m, 12h, 30d; 0 for anything else. */
export function spanOf(given: string): number {
  const [, digits = '', unit = ''] = /^(\d{1,6})([smhd])$/.exec(given) ?? [];
  return Number(digits) * (UNITS.get(unit) ?? 0);
}
