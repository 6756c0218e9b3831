import { textOf, type Client, type Conversation } from '../shared/index.ts';
import { avatar, nameOf } from './avatar.ts';
import { button, element } from './element.ts';
import { onLanguage, word } from './language.ts';
import { shortTime } from './moment.ts';
import { unreadText } from './unread-text.ts';

interface ListOptions {
  readonly client: Client;
  choose(conversation: Conversation): void;
}

/** The conversations of the one who signed in, the newest first. */
export class ListView {
  readonly root: HTMLElement;
  readonly #options: ListOptions;
  readonly #rows = element('ul', { class: 'rows', label: 'conversations' });
  readonly #empty = element('p', { class: 'empty', word: 'noConversations' });
  readonly #more = button({ class: 'link', word: 'moreConversations', onClick: () => void this.#loadMore() });
  #chosen: Conversation | null = null;
  #isFetched = false;

  constructor(options: ListOptions) {
    this.#options = options;
    this.#more.hidden = true;
    this.root = element('nav', { class: 'list', label: 'conversations' }, [this.#empty, this.#rows, this.#more]);
    options.client.on('list', () => this.draw());
    options.client.on('state', (state) => state === 'up_to_date' && this.#fetched());
    onLanguage(() => this.draw());
  }

  /** Marks a row as the one that is shown. */
  mark(conversation: Conversation | null): void {
    this.#chosen = conversation;
    this.draw();
  }

  draw(): void {
    const { list } = this.#options.client;
    const focused = document.activeElement?.getAttribute('data-peer');
    this.#empty.hidden = list.length > 0 || !this.#isFetched;
    this.#rows.replaceChildren(...list.map((conversation) => this.#row(conversation)));
    if (focused) this.#rows.querySelector<HTMLElement>(`[data-peer="${CSS.escape(focused)}"]`)?.focus();
  }

  #row(conversation: Conversation): HTMLElement {
    const { peer, peerId, time, unread, last } = conversation;
    const name = peer ? nameOf(peer) : (last?.message.from_name ?? '…');
    const isChosen = conversation === this.#chosen;
    const attributes = { 'data-peer': String(peerId), ...(isChosen && { 'aria-current': 'true' }) };
    const row = button({ class: unread > 0 ? 'row unread' : 'row', attributes, onClick: () => this.#options.choose(conversation) });
    const head = element('span', { class: 'row-head' }, [
      element('span', { class: 'row-name', text: name, attributes: { dir: 'auto' } }),
      element('span', { class: 'row-time', text: shortTime(time) }),
    ]);
    const foot = element('span', { class: 'row-foot' }, [
      element('span', { class: 'row-last', text: preview(conversation) }),
      ...badge(unread),
    ]);
    row.append(avatar(peerId, name), element('span', { class: 'row-body' }, [head, foot]));
    return element('li', {}, [row]);
  }

  #fetched(): void {
    if (!this.#isFetched) this.#more.hidden = this.#options.client.list.length < 50;
    this.#isFetched = true;
    this.draw();
  }

  /** On failure the button stays, and the status line says why. */
  async #loadMore(): Promise<void> {
    const hasMore = await this.#options.client.moreConversations().catch(() => true);
    this.#more.hidden = !hasMore;
  }
}

function preview({ last }: Conversation): string {
  if (!last) return '';
  const text = last.message.isremove === 1 ? word('recalled') : textOf(last.message.data);
  return last.isMine ? `${word('you')}: ${text}` : text;
}

function badge(unread: number): HTMLElement[] {
  const count = unreadText(unread);
  if (count === '') return [];
  return [
    element('span', { class: 'badge', text: count, attributes: { 'aria-hidden': 'true' } }),
    element('span', { class: 'unseen', text: word('unread', { count }) }),
  ];
}
