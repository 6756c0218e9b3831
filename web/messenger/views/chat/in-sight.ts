/** Px of a list below what is in sight. A list that is shorter than its box ends in it. */
export function roomBelow({ scrollHeight, scrollTop, clientHeight }: HTMLElement): number {
  return scrollHeight - scrollTop - clientHeight;
}

/**
 * Of the last line that is wholly in sight; 0 for none. Asked of the page, not of the virtual list: that one guesses sizes until it has measured,
 * and what it guesses was not seen by anybody.
 */
export function lastSeqIn(box: HTMLElement): number {
  const { bottom } = box.getBoundingClientRect();
  const rows = [...box.querySelectorAll<HTMLElement>('[data-seq]')].filter((row) => isWhole(row, bottom));
  return Math.max(0, ...rows.map(({ dataset }) => Number(dataset['seq'])));
}

/** What the virtual list has not measured yet is in the page, but hidden. */
function isWhole(row: HTMLElement, bottom: number): boolean {
  return row.getBoundingClientRect().bottom <= bottom + 1 && getComputedStyle(row).visibility !== 'hidden';
}
