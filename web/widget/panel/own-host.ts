import { reactive } from 'vue';
import type { WireHandoverPreview } from '../../../protocol/index.ts';
import { LocalStore } from '../../api/local-store.ts';
import { Api, ApiError } from '../../shared/index.ts';
import { KEPT } from '../talk.ts';
import type { Host } from './host.ts';
import { askToSwitch, type Choice } from './switch-question.ts';
import { p } from './pane-words.ts';
import { applySettings, lang, t } from './words.ts';

const RENEWED = 'renewed';

/** A page of ours, `/continue#CODE`: takes the session of another device along, and is its own host from then on. */
export async function ownHost(): Promise<Host> {
  const storage = new LocalStore('continue');
  const settings = { account: '', locale: '', theme: '' };
  applySettings(settings);
  const trouble = await takeAlong(storage);
  return {
    settings,
    stand: reactive({ isOpen: true, isFull: true }),
    storage,
    isFramed: false,
    trouble,
    // What is kept with the address outlives that it is loaded anew, and no more.
    isRenewed: history.state === RENEWED,
    watch: (key, listener) => storage.watch(key, listener),
    renew: () => {
      history.replaceState(RENEWED, '');
      location.reload();
    },
    token: async (register) => {
      const kept = storage.get(KEPT.token);
      if (kept !== null) return kept;
      const token = await register();
      storage.set(KEPT.token, token);
      return token;
    },
    close: () => {},
    unread: (count) => (document.title = count > 0 ? `(${count}) ${t('title')}` : t('title')),
    ring: () => {},
    warn: () => {},
    listen: (listener) => void storage.watch(KEPT.token, (value) => listener.token(value)),
  };
}

/** What went wrong, in words; '' when nothing did. The code is good once: it leaves the address before it is used. */
async function takeAlong(storage: LocalStore): Promise<string> {
  const code = location.hash.slice(1);
  if (code === '') return '';
  const api = new Api({ language: () => lang.value });
  try {
    const own = storage.get(KEPT.token);
    const choice = own === null ? null : await choiceOf(api, { code, own });
    const isTaken = choice === null || (await askToSwitch(choice));
    history.replaceState(null, '', location.pathname);
    return isTaken ? await take(api, storage, code) : '';
  } catch (error) {
    history.replaceState(null, '', location.pathname);
    if (!(error instanceof ApiError) || error.text === '') return p('unreachable');
    // Nobody has filled in a form: what is no code at all is a wrong one.
    return error.code.startsWith('input_') ? p('codeWrong') : error.text;
  }
}

/** null where there is nothing to choose: this browser is nobody, or the same already. */
async function choiceOf(api: Api, { code, own: token }: { readonly code: string; readonly own: string }): Promise<Choice | null> {
  const preview = await api.call('/api/handover/preview', { body: { code }, token });
  const { user, own } = preview as WireHandoverPreview; // oxlint-disable-line typescript/no-unsafe-type-assertion
  return own === null || own.id === user.id ? null : { user, own };
}

async function take(api: Api, storage: LocalStore, code: string): Promise<string> {
  const account = await api.call('/api/handover', { body: { code } });
  if (typeof account !== 'object' || account === null || !('token' in account) || typeof account.token !== 'string') return p('codeWrong');
  // What was typed and who it was belong to the one before; what was not sent waits for its owner.
  for (const key of [KEPT.draft, KEPT.known, 'user']) storage.set(key, null);
  storage.set(KEPT.token, account.token);
  return '';
}
