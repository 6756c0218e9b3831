import type { ClientStorage } from '../shared/index.ts';
import { element } from './element.ts';

interface ComposerOptions {
  readonly storage: ClientStorage;
  send(text: string): void;
}

let count = 0;

/** Where one writes: Enter sends, Shift+Enter makes a new line, and what is not sent yet is kept per conversation. */
export class Composer {
  readonly root: HTMLFormElement;
  readonly #options: ComposerOptions;
  readonly #input: HTMLTextAreaElement;
  #key = '';

  constructor(options: ComposerOptions) {
    this.#options = options;
    const hint = `keys-${++count}`;
    const attributes = { rows: '1', maxlength: '8000', autocomplete: 'off', 'aria-describedby': hint };
    this.#input = element('textarea', { label: 'write', placeholder: 'write', attributes });
    const send = element('button', { class: 'primary', word: 'send', attributes: { type: 'submit' } });
    const keys = element('span', { class: 'unseen', word: 'keys', attributes: { id: hint } });
    this.root = element('form', { class: 'composer' }, [this.#input, send, keys]);
    this.root.addEventListener('submit', (event) => this.#submit(event));
    this.#input.addEventListener('keydown', (event) => this.#keydown(event));
    this.#input.addEventListener('input', () => this.#keep());
  }

  /** Turns to another conversation and what was begun there; `key` is where the storage has that. */
  turnTo(key: string): void {
    this.#key = key;
    this.#input.value = this.#options.storage.get(this.#key) ?? '';
  }

  focus(): void {
    this.#input.focus();
  }

  #keydown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.shiftKey || isComposing(event)) return;
    this.#submit(event);
  }

  #submit(event: Event): void {
    event.preventDefault();
    const text = this.#input.value.trim();
    if (text === '') return this.focus();
    this.#input.value = '';
    this.#keep();
    this.#options.send(text);
    this.focus();
  }

  #keep(): void {
    this.#options.storage.set(this.#key, this.#input.value || null);
  }
}

/** Enter that ends a word of an input method is not meant for us; Safari tells it by key code 229 only. */
function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}
