import type { Conversation } from './conversation.ts';
import type { TimelineEntry } from './timeline-entry.ts';

/** Confirmed lines with one's own unconfirmed ones: those on their way come last, as they will be; one that failed stays where it was written. */
export function withEchoes(confirmed: readonly TimelineEntry[], echoes: readonly TimelineEntry[]): readonly TimelineEntry[] {
  if (echoes.length === 0) return confirmed;
  const lines = [...confirmed];
  for (const line of echoes) {
    if (line.state !== 'failed') continue;
    const before = lines.findLastIndex(({ message }) => message.create_time <= line.message.create_time);
    lines.splice(before + 1, 0, line);
  }
  return [...lines, ...echoes.filter(({ state }) => state !== 'failed')];
}

/** What is newest in a conversation, for a list: a line on its way, else the last one, confirmed or failed; null for none. */
export function newestOf({ last, unsent }: Pick<Conversation, 'last' | 'unsent'>): TimelineEntry | null {
  return withEchoes(last ? [last] : [], unsent).at(-1) ?? null;
}
