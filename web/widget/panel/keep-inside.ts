const REACHABLE = 'a[href], button:not(:disabled), input:not(:disabled):not([hidden]), textarea, [tabindex="0"]';

/** Keeps Tab within the document: while it covers the screen, what is behind it is not to be reached. */
export function keepInside(event: KeyboardEvent): void {
  if (event.key !== 'Tab') return;
  const reachable = [...document.querySelectorAll<HTMLElement>(REACHABLE)].filter((one) => one.checkVisibility());
  const [first, last] = [reachable[0], reachable.at(-1)];
  const [edge, other] = event.shiftKey ? [first, last] : [last, first];
  if (document.activeElement !== edge) return;
  event.preventDefault();
  other?.focus();
}
