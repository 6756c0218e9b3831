import { label } from './language.ts';
import type { Word } from './words.ts';

interface Properties {
  readonly class?: string;
  /** Always text, never markup, whoever wrote it. */
  readonly text?: string;
  /** A text of the page that follows its language. */
  readonly word?: Word;
  /** The same for the accessible name, and for the placeholder. */
  readonly label?: Word;
  readonly placeholder?: Word;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly onClick?: () => void;
}

/** Makes an element with its children. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Properties = {},
  children: readonly (Node | string)[] = [],
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  if (properties.class) made.className = properties.class;
  if (properties.text !== undefined) made.textContent = properties.text;
  for (const [name, value] of Object.entries(properties.attributes ?? {})) made.setAttribute(name, value);
  setWord(made, 'word', properties.word);
  setWord(made, 'wordLabel', properties.label);
  setWord(made, 'wordPlaceholder', properties.placeholder);
  label(made);
  if (properties.onClick) made.addEventListener('click', properties.onClick);
  made.append(...children);
  return made;
}

/** A button that does not submit. */
export function button(properties: Properties): HTMLButtonElement {
  return element('button', { ...properties, attributes: { type: 'button', ...properties.attributes } });
}

/** Changes the text of the page that an element shows. */
export function setText(target: HTMLElement, name: Word): void {
  setWord(target, 'word', name);
  label(target);
}

function setWord(target: HTMLElement, key: string, name: Word | undefined): void {
  if (name) target.dataset[key] = name;
}
