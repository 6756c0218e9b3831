import { filled } from '../chat/filled.ts';
import type { Caller } from '../shared/api/caller.ts';
import type { Client } from '../shared/index.ts';
import type { Foyer, OutsideScreens } from './outside-screens.ts';
import { safely } from './safely.ts';

/** A page that scripts run in. */
export interface ScriptPage {
  readonly screen: Foyer['screen'];
  readonly client: Client;
  readonly caller: Caller;
  language(): Foyer['language'];
  say(text: string): void;
}

/** What the script of a unit may use of a page; `texts` gives its texts, which it says only when it has run. */
export function foyerOf(unit: string, page: ScriptPage, texts: () => OutsideScreens['texts']): Foyer {
  const { screen, client, caller } = page;
  return {
    unit,
    screen,
    get language() {
      return page.language();
    },
    get me() {
      return client.user?.id ?? null;
    },
    t: (name, blanks = {}) => filled(texts()?.[page.language()][name] ?? name, blanks),
    get: (path) => caller.get(path),
    post: (path, body) => caller.post(path, body),
    // Frames of units are known to units alone.
    request: (op, question) => client.request(op as never, question as never), // oxlint-disable-line typescript/no-unsafe-type-assertion
    on: (op, listener) => client.on(`frame:${op}`, (frame) => safely(() => listener(frame))),
    say: (text) => page.say(text),
  };
}
