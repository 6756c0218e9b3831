import { textOf, type TimelineEntry } from '../shared/index.ts';
import { button, element } from './element.ts';
import { word } from './language.ts';
import { clockTime, fullTime } from './moment.ts';
import type { Word } from './words.ts';

/** What a line looks like beside its content. */
export interface LineLook {
  /** Whether the other side has read it. */
  readonly isRead: boolean;
  /** Whether it is the last of a group by one sender: only there time and state are seen. */
  readonly isTail: boolean;
}

interface LineActions {
  retry(clientId: string): void;
  discard(clientId: string): void;
}

/** Draws one message. */
export function lineView(line: TimelineEntry, look: LineLook, actions: LineActions): HTMLElement {
  const side = line.isMine ? 'mine' : 'theirs';
  const classes = ['line', side, `is-${line.state}`, ...(look.isTail ? ['tail'] : [])];
  return element('div', { class: classes.join(' ') }, [bubble(line), meta(line, look, actions)]);
}

function bubble({ message }: TimelineEntry): HTMLElement {
  if (message.isremove === 1) return element('p', { class: 'bubble quiet', text: word('recalled') });
  const text = textOf(message.data);
  if (text === '' && message.type !== 'text')
    return element('p', { class: 'bubble quiet', text: word('unknownType', { type: message.type }) });
  return element('p', { class: 'bubble', text, attributes: { dir: 'auto' } });
}

function meta(line: TimelineEntry, look: LineLook, actions: LineActions): HTMLElement {
  const { message, isMine, state, clientId } = line;
  const who = element('span', { class: 'unseen', text: `${isMine ? word('you') : message.from_name}, ` });
  const attributes = { datetime: new Date(message.create_time).toISOString(), title: fullTime(message.create_time) };
  const parts: HTMLElement[] = [who, element('time', { text: clockTime(message.create_time), attributes })];
  if (isMine) parts.push(element('span', { class: 'state', text: stateText(line, look) }));
  if (state === 'failed') parts.push(remedies(clientId, actions));
  return element('p', { class: 'meta' }, parts);
}

function remedies(clientId: string, actions: LineActions): HTMLElement {
  return element('span', { class: 'remedies' }, [
    button({ class: 'link', word: 'retry', onClick: () => actions.retry(clientId) }),
    button({ class: 'link', word: 'discard', onClick: () => actions.discard(clientId) }),
  ]);
}

function stateText({ state, refusal }: TimelineEntry, { isRead }: LineLook): string {
  if (state === 'sent') return word(isRead ? 'read' : 'sent');
  const name: Word = state === 'received' ? 'sent' : state;
  if (!refusal) return word(name);
  const reason = refusal.code === 'frame_too_large' ? word('tooLarge') : refusal.text;
  return `${word(state === 'failed' ? 'failed' : 'held')}: ${reason}`;
}
