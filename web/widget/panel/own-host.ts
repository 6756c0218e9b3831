import { reactive } from 'vue';
import { LocalStore } from '../../api/local-store.ts';
import { Api, ApiError } from '../../shared/index.ts';
import { KEPT } from '../talk.ts';
import type { Host } from './host.ts';
import { applySettings, lang, t } from './words.ts';

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
    refused: () => {},
    listen: (listener) => void storage.watch(KEPT.token, (value) => listener.token(value)),
  };
}

/** What went wrong, in words; '' when nothing did. The code is good once: it leaves the address first. */
async function takeAlong(storage: LocalStore): Promise<string> {
  const code = location.hash.slice(1);
  if (code === '') return '';
  history.replaceState(null, '', location.pathname);
  try {
    const account = await new Api({ language: () => lang.value }).call('/api/handover', { body: { code } });
    if (typeof account !== 'object' || account === null || !('token' in account) || typeof account.token !== 'string')
      return t('codeWrong');
    storage.set(KEPT.token, account.token);
    return '';
  } catch (error) {
    return (error instanceof ApiError && error.text) || t('unreachable');
  }
}
