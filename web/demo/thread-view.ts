import { textData, type Client, type ClientStorage, type Conversation } from '../shared/index.ts';
import { Composer } from './composer.ts';
import { button, element, setText } from './element.ts';
import { onLanguage } from './language.ts';
import { LogView } from './log-view.ts';
import type { Word } from './words.ts';

/** This close to an edge, in px, counts as being there. */
const NEAR = 48;

interface ThreadOptions {
  readonly client: Client;
  readonly storage: ClientStorage;
  /** What to say while there is no message. */
  readonly empty: Word;
}

/** One conversation: its messages, what to do when there is more above or below, and where to write. */
export class ThreadView {
  readonly root: HTMLElement;
  readonly #client: Client;
  readonly #composer: Composer;
  readonly #log: LogView;
  readonly #edge = element('div', { class: 'edge' });
  readonly #older = button({ class: 'link', word: 'older', onClick: () => void this.#load('older') });
  readonly #beginning = element('p', { class: 'hint', word: 'beginning' });
  readonly #empty: HTMLElement;
  readonly #scroller: HTMLElement;
  readonly #pill = button({ class: 'pill', word: 'newMessages', onClick: () => this.#toEnd() });
  #conversation: Conversation | null = null;
  #isLoading = false;
  /** Whether the reader is at the end, so that what comes is shown; kept while the view is out of sight. */
  #follows = true;

  constructor({ client, storage, empty }: ThreadOptions) {
    this.#client = client;
    this.#composer = new Composer({ storage, send: (text) => this.#send(text) });
    this.#log = new LogView({ retry: (id) => client.retry(id), discard: (id) => client.discard(id) });
    this.#empty = element('p', { class: 'empty', word: empty });
    this.#scroller = element('div', { class: 'scroller', label: 'log', attributes: { role: 'log', tabindex: '0' } }, [
      this.#edge,
      this.#empty,
      this.#log.root,
    ]);
    this.#pill.hidden = true;
    this.root = element('div', { class: 'thread' }, [this.#scroller, this.#pill, this.#composer.root]);
    this.#scroller.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    new ResizeObserver(() => this.#follows && this.#toEnd()).observe(this.#scroller);
    document.addEventListener('visibilitychange', () => this.see());
    client.on('conversation', (changed) => changed === this.#conversation && this.#draw());
    client.on('message', ({ conversation, line }) => conversation === this.#conversation && !line.isMine && this.#announce());
    client.on('state', () => this.#draw());
    onLanguage(() => this.#redraw());
  }

  /** Turns to a conversation, at its newest message; `draftKey` is where the storage has what was begun to write. */
  show(conversation: Conversation, draftKey: string): void {
    if (conversation === this.#conversation) return;
    this.clear();
    this.#conversation = conversation;
    this.#composer.turnTo(draftKey);
    this.#draw();
    this.#toEnd();
  }

  /** Shows nothing. */
  clear(): void {
    this.#conversation = null;
    this.#pill.hidden = true;
    this.#log.forget();
  }

  focus(): void {
    this.#composer.focus();
  }

  /** Marks as read what is in sight; call when the view comes into sight. */
  see(): void {
    const isSeen = document.visibilityState === 'visible' && this.root.offsetParent !== null && this.#follows;
    if (this.#conversation && this.#conversation.unread > 0 && isSeen) this.#client.markRead(this.#conversation);
  }

  #draw(): void {
    if (!this.#conversation) return;
    const { lines, timeline, peerReadSeq } = this.#conversation;
    const { scrollHeight, scrollTop } = this.#scroller;
    const first = this.#log.root.querySelector('.line');
    this.#empty.hidden = lines.length > 0 || !timeline.isLoaded;
    this.#drawEdge(timeline.isLoaded && lines.length > 0, timeline.hasOlder);
    this.#log.draw(lines, peerReadSeq);
    const grewAbove = first !== null && first !== this.#log.root.querySelector('.line');
    if (this.#follows) this.#scroller.scrollTop = this.#scroller.scrollHeight;
    else if (grewAbove) this.#scroller.scrollTop = this.#scroller.scrollHeight - scrollHeight + scrollTop;
    this.see();
  }

  #drawEdge(isShown: boolean, hasOlder: boolean): void {
    const content = hasOlder ? this.#older : this.#beginning;
    this.#edge.hidden = !isShown;
    setText(this.#older, this.#isLoading ? 'loading' : 'older');
    if (this.#edge.firstChild !== content) this.#edge.replaceChildren(content);
  }

  #redraw(): void {
    this.#log.forget();
    this.#draw();
  }

  #scrolled(): void {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    this.#follows = scrollHeight - scrollTop - clientHeight < NEAR;
    if (this.#follows) this.#pill.hidden = true;
    this.see();
    const { timeline } = this.#conversation ?? {};
    if (scrollTop < NEAR && timeline?.hasOlder) void this.#load('older');
    if (this.#follows && timeline?.hasNewer) void this.#load('newer');
  }

  /** A failure needs no words of its own: the status line says that the connection is gone, and the button stays. */
  async #load(direction: 'older' | 'newer'): Promise<void> {
    if (!this.#conversation || this.#isLoading) return;
    this.#isLoading = true;
    this.#scroller.setAttribute('aria-busy', 'true');
    this.#draw();
    await this.#client.history(this.#conversation, direction).catch(() => undefined);
    this.#isLoading = false;
    this.#draw();
    this.#scroller.removeAttribute('aria-busy');
  }

  #send(text: string): void {
    if (!this.#conversation) return;
    const { chatType, peerId } = this.#conversation;
    this.#client.send({ chatType, to: peerId, data: textData(text) });
    this.#draw();
    this.#toEnd();
  }

  #announce(): void {
    if (!this.#follows) this.#pill.hidden = false;
  }

  #toEnd(): void {
    this.#follows = true;
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
    this.#pill.hidden = true;
    this.see();
  }
}
