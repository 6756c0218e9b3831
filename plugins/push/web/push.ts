import { watch } from 'vue';
import { api, client, keptToken, router } from '#screens';
import { PushApi } from '../../../web/shared/api/push.ts';
import type { Conversation } from '../../../web/shared/index.ts';

/** Whether this browser is told of messages while it is closed: what it cannot, what its owner forbade, or one's choice. */
export type PushState = 'missing' | 'denied' | 'off' | 'on';

const pushApi = new PushApi(api);

/** How things are in this browser. */
export async function pushState(): Promise<PushState> {
  if (!('serviceWorker' in navigator) || !('PushManager' in globalThis) || !('Notification' in globalThis)) return 'missing';
  const registration = await registered();
  if (!registration) return 'missing';
  if (Notification.permission === 'denied') return 'denied';
  return Notification.permission === 'granted' && (await registration.pushManager.getSubscription()) ? 'on' : 'off';
}

/** Asks for permission, so only after a click. Throws ApiError, or what the browser says when its push service is away. */
export async function turnOn(): Promise<PushState> {
  const registration = await registered();
  // Asked where the browser has said that it pushes.
  // oxlint-disable-next-line baseline-js/use-baseline
  if (!registration || (await Notification.requestPermission()) !== 'granted') return pushState();
  const applicationServerKey = await pushApi.key();
  const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
  try {
    await tell(subscription);
  } catch (error) {
    await subscription.unsubscribe();
    throw error;
  }
  return pushState();
}

/** Ends it, here and at the server. */
export async function turnOff(): Promise<PushState> {
  const subscription = await subscribed();
  if (subscription) await Promise.all([pushApi.unsubscribe(subscription.endpoint), subscription.unsubscribe()]);
  return pushState();
}

/** Follows who is signed in, opens what a notification was clicked for, and takes away what was read. */
export function followPush(): void {
  if (!('serviceWorker' in navigator)) return;
  watch(keptToken, (token) => void follow(token).catch(() => {}), { immediate: true });
  client.on('conversation', (conversation) => void clear(conversation).catch(() => {}));
  navigator.serviceWorker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const open = typeof data === 'object' && data !== null && 'open' in data ? data.open : undefined;
    if (typeof open === 'string' && open.startsWith('/conversations/')) void router.push(open);
  });
}

/** The server forgets a subscription with its session: the next one tells it again, and nobody's browser hears nothing. */
async function follow(token: string | null): Promise<void> {
  const subscription = await subscribed();
  if (!subscription) return;
  await (token === null ? subscription.unsubscribe() : tell(subscription));
}

async function clear({ kind, peerId, unread }: Conversation): Promise<void> {
  if (unread > 0 || !('Notification' in globalThis) || Notification.permission !== 'granted') return;
  const registration = await registered();
  for (const shown of (await registration?.getNotifications({ tag: `${kind}-${peerId}` })) ?? []) shown.close();
}

async function tell(subscription: PushSubscription): Promise<void> {
  const { endpoint, keys } = subscription.toJSON();
  await pushApi.subscribe({ endpoint: endpoint ?? '', keys: { p256dh: keys?.['p256dh'] ?? '', auth: keys?.['auth'] ?? '' } });
}

async function subscribed(): Promise<PushSubscription | null> {
  return (await (await registered())?.pushManager?.getSubscription()) ?? null;
}

function registered(): Promise<ServiceWorkerRegistration | undefined> {
  return navigator.serviceWorker.getRegistration('/app/');
}
