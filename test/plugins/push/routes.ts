import type { Recipe } from '../../support/routes/call.ts';
import { freshName } from '../../support/factory.ts';

const KEYS = { p256dh: `B${'A'.repeat(86)}`, auth: 'A'.repeat(22) };

export const recipes: Readonly<Record<string, Recipe>> = {
  'GET /api/chat/push/key': () => ({}),
  'POST /api/chat/push/subscribe': () => ({ body: { endpoint: `https://fcm.googleapis.com/fcm/send/${freshName()}`, keys: KEYS } }),
  'POST /api/chat/push/unsubscribe': () => ({ body: { endpoint: 'https://fcm.googleapis.com/fcm/send/unknown' } }),
};
