import type { TimelineEntry } from '../shared/index.ts';
import type { Line } from './outside-screens.ts';

const known = new WeakMap<TimelineEntry, Line>();

/** A line as scripts see it: the same for as long as it is the same here. */
export function lineOf(entry: TimelineEntry): Line {
  const before = known.get(entry);
  if (before) return before;
  const { seq, isMine, message } = entry;
  const line = Object.freeze({ seq, isMine, message });
  known.set(entry, line);
  return line;
}
