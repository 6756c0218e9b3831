import type { SiteAnswer, SiteUser } from '../talk.ts';
import { readSettings } from './settings.ts';
import { Widget } from './widget.ts';

/** `window.Foyer`: what a host page may ask of the widget. See docs/widget.md. */
export interface FoyerApi {
  open(): void;
  close(): void;
  /** Resolves with what the server said, once it has; never rejects. */
  setUser(user: SiteUser): Promise<SiteAnswer>;
  reset(): Promise<void>;
  /** `unread`: called now and at each change; the returned function ends it. */
  on(event: 'unread', listener: (count: number) => void): () => void;
}

begin();

/** A page that loads the script again, as single-page sites do, keeps the widget that it has. */
function begin(): void {
  if (Reflect.has(globalThis, 'Foyer')) return;
  const settings = readSettings();
  if (!settings) return;
  const widget = new Widget(settings);
  const api: FoyerApi = {
    open: () => widget.open(),
    close: () => widget.close(),
    setUser: (user) => widget.setUser(user),
    reset: () => widget.reset(),
    on: (event, listener) => (event === 'unread' ? widget.onUnread(listener) : () => {}),
  };
  Object.defineProperty(globalThis, 'Foyer', { value: Object.freeze(api) });
}
