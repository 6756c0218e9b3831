/** Shortest and longest pause between two tries, in ms. */
export const PAUSE = { least: 500, most: 30_000 } as const;

/** The pause in ms before try number `attempt` (from 0): drawn evenly below a bound that doubles, so that a crowd does not come back as one. */
export function pause(attempt: number, random: () => number): number {
  return pauseBelow(Math.min(PAUSE.most, PAUSE.least * 2 ** (Math.min(attempt, 10) + 1)), random);
}

/** A pause in ms, drawn evenly between the shortest and a bound. */
export function pauseBelow(bound: number, random: () => number): number {
  return PAUSE.least + random() * (bound - PAUSE.least);
}
