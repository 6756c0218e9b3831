import { Emitter } from '../shared/emitter.ts';
import { LocalStore } from './local-store.ts';
import { WORDS, type Language, type Word } from './words.ts';

const store = new LocalStore('page');
const emitter = new Emitter<{ change: Language }>();
let current: Language = chosen() ?? (navigator.language.startsWith('zh') ? 'zh' : 'en');

/** The page's language: the browser's until someone chooses. */
export function language(): Language {
  return current;
}

/** A text in the page's language, its `{names}` filled. */
export function word(name: Word, params: Readonly<Record<string, string | number>> = {}): string {
  return WORDS[current][name].replace(/\{(\w+)\}/g, (whole, key: string) => String(params[key] ?? whole));
}

/** Changes to the other language and remembers it. */
export function switchLanguage(): void {
  current = current === 'zh' ? 'en' : 'zh';
  store.set('language', current);
  applyLanguage();
  emitter.emit('change', current);
}

/** Calls `listener` after each change; views with texts of their own draw them again. */
export function onLanguage(listener: () => void): void {
  emitter.on('change', listener);
}

/** Gives every element with `data-word`, `data-word-label` or `data-word-placeholder` its text. */
export function applyLanguage(root: ParentNode = document): void {
  document.documentElement.lang = current === 'zh' ? 'zh-CN' : 'en';
  document.title = word('title');
  for (const element of root.querySelectorAll<HTMLElement>('[data-word], [data-word-label], [data-word-placeholder]')) label(element);
}

/** Gives an element its texts and lets it follow the language. */
export function label(element: HTMLElement): void {
  const { word: text, wordLabel, wordPlaceholder } = element.dataset;
  if (isWord(text)) element.textContent = word(text);
  if (isWord(wordLabel)) element.setAttribute('aria-label', word(wordLabel));
  if (isWord(wordPlaceholder)) element.setAttribute('placeholder', word(wordPlaceholder));
}

function isWord(name: string | undefined): name is Word {
  return name !== undefined && Object.hasOwn(WORDS.en, name);
}

function chosen(): Language | null {
  const stored = store.get('language');
  return stored === 'zh' || stored === 'en' ? stored : null;
}
