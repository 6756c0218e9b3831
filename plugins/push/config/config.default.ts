/** How messages are pushed to browsers that are closed. */
export interface PushConfig {
  /** Push services that are called: a host, `*.` and a domain for every host below it, or a whole origin. */
  hosts: readonly string[];
  /** What a push service writes to when something is wrong: `mailto:` or https. */
  contact: string;
  /** Seconds that a push service keeps what it cannot hand over. */
  ttl: number;
  /** Browsers per user; the oldest go first. */
  perUser: number;
  /** How often a user, and all at one address, may have a browser told, or not any more. */
  changes: { points: number; window: number; perAddress: number };
  /** ms that messages are gathered for, so that several in one conversation are one push. */
  gather: number;
  /** Messages that wait; further ones are not pushed. */
  queue: number;
  /** Browsers that are called for the messages gathered together. */
  receivers: number;
  /** ms for a push service to answer. */
  timeout: number;
  /** ms before a push is tried again after its service was busy or away; then with the pauses of jobs, for an hour. */
  retry: number;
}

const push: PushConfig = {
  hosts: [
    'fcm.googleapis.com',
    'updates.push.services.mozilla.com',
    '*.push.services.mozilla.com',
    '*.notify.windows.com',
    'web.push.apple.com',
    '*.push.apple.com',
  ],
  contact: 'mailto:foyer@example.com',
  ttl: 86_400,
  perUser: 10,
  changes: { points: 60, window: 600_000, perAddress: 600 },
  gather: 200,
  queue: 2000,
  receivers: 1000,
  timeout: 10_000,
  retry: 5000,
};

export default { push };
