import type { TimelineEntry } from '../shared/index.ts';
import { element } from './element.ts';
import { lineView, type LineLook } from './line-view.ts';
import { dayKey, dayName } from './moment.ts';

/** Lines of one sender closer than this, in ms, stand as one group. */
const GROUP = 180_000;

interface LogOptions {
  retry(clientId: string): void;
  discard(clientId: string): void;
}

interface Drawn {
  readonly node: HTMLElement;
  /** What it was drawn from; equal means that nothing changed. */
  readonly from: readonly unknown[];
}

/** The lines of a conversation with the days between them; redraws only what changed. */
export class LogView {
  readonly root = element('div', { class: 'lines' });
  readonly #options: LogOptions;
  #drawn = new Map<string, Drawn>();

  constructor(options: LogOptions) {
    this.#options = options;
  }

  /** Draws everything anew with the next `draw`: the language changed. */
  forget(): void {
    this.#drawn.clear();
    this.root.replaceChildren();
  }

  draw(lines: readonly TimelineEntry[], readSeq: number): void {
    const next = new Map<string, Drawn>();
    for (const [i, line] of lines.entries()) {
      const [before, after] = [lines[i - 1], lines[i + 1]];
      const day = dayKey(line.message.create_time);
      if (!before || dayKey(before.message.create_time) !== day) next.set(`day ${day}`, this.#day(day, line));
      const look = { isTail: !after || !isGroup(line, after), isRead: line.seq !== null && line.seq <= readSeq };
      next.set(line.key, this.#line(line, look));
    }
    this.#drawn = next;
    place(
      this.root,
      [...next.values()].map(({ node }) => node),
    );
  }

  #day(day: string, line: TimelineEntry): Drawn {
    const text = dayName(line.message.create_time);
    return this.#reuse(`day ${day}`, [text], () => element('p', { class: 'day', text }));
  }

  #line(line: TimelineEntry, look: LineLook): Drawn {
    const { message, state, refusal } = line;
    const from = [message.data, message.isremove, message.create_time, state, refusal?.text, look.isTail, line.isMine && look.isRead];
    return this.#reuse(line.key, from, () => lineView(line, look, this.#options));
  }

  #reuse(key: string, from: readonly unknown[], draw: () => HTMLElement): Drawn {
    const known = this.#drawn.get(key);
    const isSame = known?.from.every((value, i) => value === from[i]);
    return known && isSame ? known : { node: draw(), from };
  }
}

function isGroup(line: TimelineEntry, next: TimelineEntry): boolean {
  const [a, b] = [line.message, next.message];
  if (a.from_id !== b.from_id || line.state !== next.state) return false;
  return b.create_time - a.create_time < GROUP && dayKey(a.create_time) === dayKey(b.create_time);
}

/** Makes these the children, moving only what does not stand in its place. */
function place(parent: HTMLElement, nodes: readonly HTMLElement[]): void {
  const kept = new Set<Node>(nodes);
  for (const child of Array.from(parent.childNodes)) if (!kept.has(child)) child.remove();
  for (const [i, node] of nodes.entries()) {
    const there = parent.childNodes[i];
    if (there !== node) parent.insertBefore(node, there ?? null);
  }
}
