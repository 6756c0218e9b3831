import { store } from './token.ts';

/** Light or dark by wish; `system` follows the device. */
export type Theme = 'system' | 'light' | 'dark';

const KEY = 'theme';

/** What was chosen on this device. */
export function chosenTheme(): Theme {
  const value = store.get(KEY);
  return value === 'light' || value === 'dark' ? value : 'system';
}

/** Remembers a choice and shows it. */
export function chooseTheme(theme: Theme): void {
  store.set(KEY, theme === 'system' ? null : theme);
  applyTheme();
}

/** Shows what was chosen; before anything is drawn, so that nothing flashes. */
export function applyTheme(): void {
  const theme = chosenTheme();
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}
