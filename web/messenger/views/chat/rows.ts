import type { TimelineEntry } from '../../../shared/index.ts';
import { dayOf } from '../../../chat/moment.ts';

/** What the list of messages is made of: lines, days between them, and where the unread ones begin. */
export type Row =
  | { readonly kind: 'day'; readonly key: string; readonly time: number }
  | { readonly kind: 'unread'; readonly key: string }
  /** `isFirst`: the one before is someone else's, or long ago. */
  | { readonly kind: 'line'; readonly key: string; readonly line: TimelineEntry; readonly isFirst: boolean };

/** Lines of one sender that come within so many ms stand together. */
const TOGETHER = 3 * 60_000;

/** Lines → rows; those of others after `unreadAfter` are new, null for none. */
export function rowsOf(lines: readonly TimelineEntry[], unreadAfter: number | null): readonly Row[] {
  const rows: Row[] = [];
  let before: TimelineEntry | undefined;
  let isMarked = unreadAfter === null;
  let last = 0;
  for (const line of lines) {
    // What waits since yesterday goes out after what was said today, and belongs there.
    const time = line.seq === null ? Math.max(last, line.message.create_time) : line.message.create_time;
    const isNewDay = !before || dayOf(last) !== dayOf(time);
    last = time;
    if (isNewDay) rows.push({ kind: 'day', key: `day ${dayOf(time)} ${rows.length > 0 ? line.key : ''}`, time });
    const isUnread = !isMarked && isAfter(line, unreadAfter);
    if (isUnread) rows.push({ kind: 'unread', key: 'unread' });
    isMarked ||= isUnread;
    rows.push({ kind: 'line', key: line.key, line, isFirst: isNewDay || isUnread || !belongs(line, before) });
    before = line;
  }
  return rows;
}

/** Rows on the way from one list to the next: a virtual list keeps its place when either end changes, not when both do. */
export function between(from: readonly Row[], to: readonly Row[]): readonly Row[] | null {
  const [first, last] = [firstLine(from), to.at(-1)];
  if (!first || !last || from.length === 0) return null;
  const start = to.findIndex(({ key }) => key === first.key);
  const dropped = from.findIndex(({ key }) => key === last.key);
  const isEarlier = start > first.index && dropped >= 0 && dropped < from.length - 1;
  if (isEarlier) return [...to.slice(0, start), ...from.slice(first.index)];
  const next = firstLine(to);
  const cut = next ? from.findIndex(({ key }) => key === next.key) : -1;
  const isLater = next && cut > next.index && from.at(-1)?.key !== last.key;
  return isLater ? [...from.slice(0, cut), ...to.slice(next.index)] : null;
}

/** Whether rows were added to or taken from the start of a list, and its end stayed. */
export function isShifted(from: readonly Row[], to: readonly Row[]): boolean {
  const [before, after] = [firstLine(from), firstLine(to)];
  if (!before || !after || before.key === after.key) return false;
  const isKept = to.some(({ key }) => key === before.key) || from.some(({ key }) => key === after.key);
  return isKept && from.at(-1)?.key === to.at(-1)?.key;
}

/** Whether somebody else has written it after this place. */
function isAfter({ isMine, seq }: TimelineEntry, place: number | null): boolean {
  return !isMine && seq !== null && seq > (place ?? 0);
}

function belongs(line: TimelineEntry, before: TimelineEntry | undefined): boolean {
  if (before?.kind !== 'message' || line.kind !== 'message') return false;
  const isClose = line.message.create_time - before.message.create_time < TOGETHER;
  return isClose && line.message.from_id === before.message.from_id;
}

function firstLine(rows: readonly Row[]): { readonly key: string; readonly index: number } | null {
  const index = rows.findIndex(({ kind }) => kind === 'line');
  const row = rows[index];
  return row ? { key: row.key, index } : null;
}
