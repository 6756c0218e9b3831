import type { Client } from '../shared/index.ts';
import { CLOSE } from '../../protocol/index.ts';
import { button, element, setText } from './element.ts';
import { onLanguage, word } from './language.ts';
import type { Word } from './words.ts';

interface StatusOptions {
  readonly client: Client;
  /** What the button does once the session has ended; without it the button is not shown then. */
  readonly restart?: () => void;
}

interface Action {
  readonly name: Word;
  run(): void;
}

/** Says how the connection stands, and lets one go offline and come back. */
export class StatusView {
  readonly root: HTMLElement;
  readonly #options: StatusOptions;
  readonly #text = element('span', { class: 'status-text', attributes: { role: 'status' } });
  /** Apart from the live region: nobody wants each second read out. */
  readonly #countdown = element('span', { class: 'countdown', attributes: { 'aria-hidden': 'true' } });
  readonly #button = button({ class: 'plain', onClick: () => this.#action()?.run() });
  #hasBeenOpen = false;

  constructor(options: StatusOptions) {
    this.#options = options;
    const dot = element('span', { class: 'dot', attributes: { 'aria-hidden': 'true' } });
    const words = element('span', { class: 'status-words' }, [this.#text, ' ', this.#countdown]);
    this.root = element('div', { class: 'status' }, [dot, words, this.#button]);
    options.client.on('state', () => this.draw());
    onLanguage(() => this.draw());
    setInterval(() => this.#drawCountdown(), 500);
    this.draw();
  }

  draw(): void {
    const { state } = this.#options.client;
    this.root.dataset['state'] = state;
    if (state === 'up_to_date') this.#hasBeenOpen = true;
    // Only a change is read out.
    const text = word(this.#sentence());
    if (this.#text.textContent !== text) this.#text.textContent = text;
    this.#drawCountdown();
    const action = this.#action();
    this.#button.hidden = action === null;
    if (action) setText(this.#button, action.name);
  }

  #sentence(): Word {
    const { state, closeCode } = this.#options.client;
    switch (state) {
      case 'offline':
        return 'offline';
      case 'connecting':
        return this.#hasBeenOpen ? 'reconnecting' : 'connecting';
      case 'catching_up':
        return 'catchingUp';
      case 'up_to_date':
        return 'upToDate';
      case 'signed_out':
        return 'ended';
      case 'stopped':
        return closeCode === CLOSE.disabled.code ? 'disabled' : 'stopped';
    }
  }

  /** What the button offers; null for nothing. */
  #action(): Action | null {
    const { client, restart } = this.#options;
    switch (client.state) {
      case 'offline':
        return { name: 'comeBack', run: () => client.connect() };
      case 'signed_out':
        return restart ? { name: 'startAgain', run: restart } : null;
      case 'stopped':
        return { name: 'tryNow', run: () => client.connect() };
      case 'connecting':
      case 'catching_up':
      case 'up_to_date':
        return client.retryAt === null
          ? { name: 'goOffline', run: () => client.disconnect() }
          : { name: 'tryNow', run: () => client.wake() };
    }
  }

  #drawCountdown(): void {
    const { retryAt } = this.#options.client;
    const seconds = retryAt === null ? 0 : Math.ceil((retryAt - Date.now()) / 1000);
    const text = seconds > 0 ? word('retryIn', { seconds }) : '';
    if (this.#countdown.textContent !== text) this.#countdown.textContent = text;
  }
}
