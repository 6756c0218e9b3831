import { useToast } from '../ui/use-toast.ts';
import { client } from './client.ts';
import { router } from './router.ts';
import { texts } from './texts.ts';

const MARK = 'foyer.app.renewed';
/** A page that was loaded anew by itself does not do so again within so many ms: between nodes of two versions it would never end. */
const PAUSE = 60_000;

/** Where one was going when a part was missing. */
let wanted: string | null = null;
let isAsking = false;

/**
 * Looks after parts of the page that cannot be fetched: after an upgrade of the server the old ones are gone. The new version is loaded once, where
 * one was going; where that would cost somebody something, or there is no server, it is said.
 */
export function followUpgrades(): void {
  addEventListener('vite:preloadError', () => void missed());
  router.onError((_error, to) => (wanted = to.fullPath));
  router.afterEach((_to, _from, failure) => failure ?? (wanted = null));
  // What the page itself names was asked for before this could listen.
  addEventListener('load', () => hasNoStyle() && void missed());
}

async function missed(): Promise<void> {
  if (isAsking) return;
  isAsking = true;
  const { t } = texts.global;
  const toasts = useToast();
  const page = await fetchPage();
  isAsking = false;
  if (page === null) return toasts.toast({ text: t('shell.partMissing'), kind: 'bad' });
  if (!isBusy() && mayRenew()) return renew();
  return toasts.toast({
    text: t(isOurs(page) ? 'shell.partBroken' : 'shell.newVersion'),
    action: { text: t('shell.loadNow'), act: renew },
  });
}

/** From the network, never from a cache; null where there is none. */
async function fetchPage(): Promise<string | null> {
  const answer = await fetch(import.meta.env.BASE_URL, { cache: 'no-store' }).catch(() => null);
  return answer?.ok ? answer.text() : null;
}

/** Whether a page is of the version that is open here. */
function isOurs(page: string): boolean {
  const { src } = document.querySelector<HTMLScriptElement>('script[type=module]') ?? { src: '' };
  return page.includes(new URL(src, location.href).pathname);
}

/** Files on their way or just chosen would be lost, and whoever is writing would lose the place. */
function isBusy(): boolean {
  const { activeElement: field } = document;
  const isWriting = (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) && field.value !== '';
  return isWriting || document.querySelector('.tray') !== null || client.unsent.some(({ upload }) => upload !== null);
}

function mayRenew(): boolean {
  try {
    const last = Number(sessionStorage.getItem(MARK));
    sessionStorage.setItem(MARK, String(Date.now()));
    return Date.now() - last > PAUSE;
  } catch {
    // Nobody would know that it was done already.
    return false;
  }
}

function renew(): void {
  const address = wanted === null ? location.href : new URL(router.resolve(wanted).href, location.href).href;
  if (address === location.href) location.reload();
  else location.assign(address);
}

function hasNoStyle(): boolean {
  return [...document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')].some(({ sheet }) => sheet === null);
}
