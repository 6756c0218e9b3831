let current: HTMLAudioElement | null = null;

/** Called by what begins to play: whatever played before stops. */
export function begins(element: HTMLAudioElement): void {
  if (current !== element) current?.pause();
  current = element;
}

/** Called by what goes away. */
export function ends(element: HTMLAudioElement): void {
  element.pause();
  if (current === element) current = null;
}
