import type { Retention } from './ended.ts';

const DAY = 86_400_000;

/** What of the app's own is for nothing once its time lies behind. */
export const RETENTION: readonly Retention[] = [
  // What nodes are told by SQL of accounts and sessions that changed: they look back a minute, a day leaves room for clocks.
  { name: 'revocations', table: 'revocation', key: 'id', columns: ['created_at'], keep: () => DAY },
  // Codes that take a session to another device.
  { name: 'handovers', table: 'handover', key: 'code_hash', columns: ['expires_at'], keep: () => 0 },
  // Codes by which nobody signed up.
  { name: 'invitations', table: 'invitation', key: 'code_hash', columns: ['expires_at'], keep: () => 0 },
  // With the addresses and user agents that they were opened from.
  {
    name: 'sessions',
    table: 'session',
    key: 'id',
    columns: ['expires_at', 'revoked_at'],
    keep: ({ retention }) => (retention.sessions > 0 ? retention.sessions : undefined),
  },
];
