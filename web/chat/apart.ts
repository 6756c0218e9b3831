/** Letters of scripts that are written from right to left, and marks that say so. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
/** What turns the words that follow, or ends our own mark. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g;

/**
 * A name for a line of other words, in text that has no markup: one that is written from right to left turns nothing around it, since it stands
 * between U+2068 and U+2069. In markup `<bdi>` does that. A name that turns nothing comes back as it is.
 */
export function apart(name: string): string {
  const still = name.replaceAll(TURNING, '');
  return RIGHT_TO_LEFT.test(still) ? `\u2068${still}\u2069` : still;
}
