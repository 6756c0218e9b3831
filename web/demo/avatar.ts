import { element } from './element.ts';

/** A round sign with the first letter of a name, in a colour that stays with the id. */
export function avatar(id: number, name: string): HTMLElement {
  const letter = Array.from(name.trim())[0]?.toUpperCase() ?? '?';
  const made = element('span', { class: 'avatar', text: letter, attributes: { 'aria-hidden': 'true' } });
  made.style.setProperty('--hue', String((id * 137) % 360));
  return made;
}

/** What to call someone. */
export function nameOf(user: { readonly nickname: string; readonly username: string } | null): string {
  return user ? user.nickname || user.username : '…';
}
