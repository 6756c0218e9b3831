// The shell without a network: the last page and its assets; and notifications. What people wrote is never kept here.
import { isPushed, pathOf, titleOf, wordsOf, type PushContent } from './pushed.ts';

interface LifeEvent extends Event {
  waitUntil(promise: Promise<unknown>): void;
}

interface RequestEvent extends LifeEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

interface PushEvent extends LifeEvent {
  readonly data: { json(): unknown } | null;
}

interface ClickEvent extends LifeEvent {
  readonly notification: Notification;
}

interface Page {
  readonly url: string;
  readonly visibilityState: string;
  focus(): Promise<Page>;
  postMessage(message: unknown): void;
}

interface Pages {
  claim(): Promise<void>;
  matchAll(options: { type: 'window'; includeUncontrolled: boolean }): Promise<readonly Page[]>;
  openWindow(url: string): Promise<Page | null>;
}

interface Worker {
  addEventListener(name: 'install' | 'activate', listener: (event: LifeEvent) => void): void;
  addEventListener(name: 'fetch', listener: (event: RequestEvent) => void): void;
  addEventListener(name: 'push', listener: (event: PushEvent) => void): void;
  addEventListener(name: 'notificationclick', listener: (event: ClickEvent) => void): void;
  skipWaiting(): Promise<void>;
  readonly clients: Pages;
  readonly registration: ServiceWorkerRegistration;
}

const SHELL = 'foyer-shell-1';
const PAGE = '/app/';
const ASSETS = '/app/assets/';
/** Assets kept; the oldest go first. */
const MOST = 200;

// The page's types are compiled in, not the worker's.
const worker = globalThis as unknown as Worker; // oxlint-disable-line typescript/no-unsafe-type-assertion

worker.addEventListener('install', (event) => {
  event.waitUntil(worker.skipWaiting());
  // The page that brought this worker did not pass it.
  event.waitUntil(begin().catch(() => {}));
});
worker.addEventListener('activate', (event) => event.waitUntil(tidy().then(() => worker.clients.claim())));
worker.addEventListener('fetch', (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (event.request.method !== 'GET' || origin !== location.origin) return;
  if (event.request.mode === 'navigate') event.respondWith(page(event));
  else if (pathname.startsWith(ASSETS)) event.respondWith(fetchAsset(event.request));
});

worker.addEventListener('push', (event) => {
  const pushed: unknown = event.data?.json();
  if (isPushed(pushed)) event.waitUntil(show(pushed));
});
worker.addEventListener('notificationclick', (event) => {
  const { notification } = event;
  notification.close();
  if (isPushed(notification.data)) event.waitUntil(open(pathOf(notification.data)));
});

/** Unless somebody looks at that conversation. */
async function show(pushed: PushContent): Promise<void> {
  const path = `/app${pathOf(pushed)}`;
  const isSeen = (page: Page): boolean => page.visibilityState === 'visible' && new URL(page.url).pathname === path;
  if ((await pages()).some(isSeen)) return;
  const { kind, id } = pushed;
  const options = {
    body: wordsOf(pushed, navigator.language),
    tag: `${kind}-${id}`,
    renotify: true,
    icon: '/app/icon-192.png',
    data: pushed,
  };
  await worker.registration.showNotification(titleOf(pushed, navigator.language), options);
}

/** In a page that is open, if there is one. */
async function open(path: string): Promise<void> {
  const [page] = (await pages()).filter(({ url }) => /^\/app(?:\/|$)/.test(new URL(url).pathname));
  if (!page) return void (await worker.clients.openWindow(`/app${path}`));
  await page.focus();
  page.postMessage({ open: path }); // oxlint-disable-line unicorn/require-post-message-target-origin -- a page of this worker, not a window
}

function pages(): Promise<readonly Page[]> {
  return worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
}

/** The server's page, so that a new version is seen at once; the last whole one where there is no server. */
async function page(event: RequestEvent): Promise<Response> {
  try {
    const answer = await fetch(event.request);
    if (answer.ok) event.waitUntil(keep(answer.clone()).catch(() => {}));
    return answer;
  } catch {
    const cache = await caches.open(SHELL);
    return (await cache.match(PAGE)) ?? Response.error();
  }
}

async function begin(): Promise<void> {
  const answer = await fetch(PAGE);
  if (answer.ok) await keep(answer);
}

/** A page without its assets shows nothing: it takes the place of the last one when they are here. */
async function keep(answer: Response): Promise<void> {
  const html = await answer.clone().text();
  for (const [asset] of html.matchAll(/\/app\/assets\/[^"]+/g)) if (!(await fetchAsset(new Request(asset))).ok) return;
  await (await caches.open(SHELL)).put(PAGE, answer);
}

/** Names change with the content: what is kept never gets old, whoever asks for it. */
async function fetchAsset(request: Request): Promise<Response> {
  const cache = await caches.open(SHELL);
  const kept = await cache.match(request, { ignoreVary: true });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}

async function tidy(): Promise<void> {
  for (const name of await caches.keys()) if (name !== SHELL) await caches.delete(name);
  const cache = await caches.open(SHELL);
  const assets = (await cache.keys()).filter(({ url }) => new URL(url).pathname.startsWith(ASSETS));
  for (const old of assets.slice(0, Math.max(0, assets.length - MOST))) await cache.delete(old);
}
