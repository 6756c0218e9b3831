import { nextTick, shallowRef, watch, type ShallowRef } from 'vue';
import { between, isShifted, type Row } from './rows.ts';

/** Rows as the virtual list gets them. */
export interface ShownRows {
  readonly rows: readonly Row[];
  /** The start changed and the end stayed: what is in sight must stay in place. */
  readonly isShifted: boolean;
}

/** Rows that follow `source` so that a virtual list can keep its place: when both ends change, one after the other. */
export function useRows(source: () => readonly Row[]): ShallowRef<ShownRows> {
  const shown = shallowRef<ShownRows>({ rows: source(), isShifted: false });

  watch(source, (rows) => {
    const step = between(shown.value.rows, rows);
    if (!step) return show(rows);
    show(step);
    // The list measures itself after each of the two.
    return nextTick(() => requestAnimationFrame(() => show(source())));
  });
  return shown;

  function show(rows: readonly Row[]): void {
    shown.value = { rows, isShifted: isShifted(shown.value.rows, rows) };
  }
}
