import webPush from 'web-push';
import type { PlannedPush } from './plan.ts';
import type { VapidKeys } from './vapid.ts';

/** What a push is sent with. */
export interface SendOptions {
  readonly keys: VapidKeys;
  readonly contact: string;
  /** Seconds. */
  readonly ttl: number;
  /** ms */
  readonly timeout: number;
}

/** What became of a push: `gone` ends the subscription, `busy` may be tried again, `refused` not. */
export type Outcome = 'sent' | 'gone' | 'busy' | 'refused';

/** Encrypts a push for its browser and hands it to the push service. Never rejects. */
export async function send(planned: PlannedPush, options: SendOptions): Promise<Outcome> {
  const details = seal(planned, options);
  if (!details) return 'gone';
  try {
    // A push service that leads elsewhere would lead past the list of hosts.
    const init = { method: 'POST', redirect: 'manual', signal: AbortSignal.timeout(options.timeout) } as const;
    const answer = await fetch(planned.receiver.endpoint, { ...init, ...details });
    await answer.body?.cancel();
    return outcomeOf(answer.status);
  } catch {
    return 'busy';
  }
}

/** undefined: the keys of the browser are none. */
function seal(
  { receiver, payload }: PlannedPush,
  { keys, contact, ttl }: SendOptions,
): { headers: Record<string, string>; body: Uint8Array<ArrayBuffer> } | undefined {
  const { endpoint, p256dh, auth } = receiver;
  const vapidDetails = { subject: contact, ...keys };
  // What waits for a browser that is off is the last message of each conversation.
  const topic = `${payload.kind}-${payload.id}`;
  try {
    const subscription = { endpoint, keys: { p256dh, auth } };
    const options = { vapidDetails, TTL: ttl, topic, urgency: 'high' } as const;
    const { headers, body } = webPush.generateRequestDetails(subscription, JSON.stringify(payload), options);
    // fetch sets the length by itself.
    const kept = Object.entries(headers).filter(([name]) => name !== 'Content-Length');
    return { headers: Object.fromEntries(kept), body: new Uint8Array(body) };
  } catch {
    return undefined;
  }
}

function outcomeOf(status: number): Outcome {
  if (status >= 200 && status < 300) return 'sent';
  if (status === 404 || status === 410) return 'gone';
  return status === 429 || status >= 500 ? 'busy' : 'refused';
}
