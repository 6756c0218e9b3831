import { pause } from '../shared/backoff.ts';
import { Api, ApiError } from '../shared/index.ts';
import { DeskSide } from './desk-side.ts';
import { setText } from './element.ts';
import { applyLanguage, language, switchLanguage } from './language.ts';
import { unreadText } from './unread-text.ts';
import { VisitorSide } from './visitor-side.ts';

const SIDES = ['visitor', 'desk'] as const;
type Side = (typeof SIDES)[number];

const api = new Api({ language });
const visitor = new VisitorSide(find('visitor-body'), api);
const desk = new DeskSide(find('desk-body'), { api, counted: (unread) => count('desk', unread) });

visitor.client.on('list', () => count('visitor', visitor.client.unread));
for (const side of SIDES) find(`show-${side}`).addEventListener('click', () => show(side));
for (const event of ['online', 'offline', 'pageshow']) addEventListener(event, wake);
document.addEventListener('visibilitychange', wake);
find('language').addEventListener('click', switchLanguage);
applyLanguage();
show('visitor');
void begin();

/** Finds the service account, for as long as it takes, and opens the visitor's conversation with it. */
async function begin(): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      const { kefu } = await api.demo();
      find('notice').hidden = true;
      desk.signIn.suggest(kefu.username);
      return visitor.start(kefu);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      complain(error);
      await new Promise((resolve) => setTimeout(resolve, pause(tries, Math.random)));
    }
  }
}

function complain(error: ApiError): void {
  const notice = find('notice');
  notice.hidden = false;
  setText(notice, 'noServer');
  notice.title = error.code;
}

/** On a narrow screen one side is seen at a time. */
function show(side: Side): void {
  document.body.dataset['side'] = side;
  for (const other of SIDES) find(`show-${other}`).setAttribute('aria-pressed', String(other === side));
  visitor.see();
  desk.see();
}

function count(side: Side, unread: number): void {
  find(`count-${side}`).textContent = unreadText(unread);
}

function wake(): void {
  if (document.visibilityState !== 'visible') return;
  visitor.client.wake();
  desk.client.wake();
}

function find(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no #${id}`);
  return found;
}
