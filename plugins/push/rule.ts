import { z } from 'zod';
import { json, rule, text } from '#validate';

/** What a browser's push service is encrypted for: a point of P-256 and 16 bytes, base64url. */
const keys = z.strictObject({ p256dh: z.string().regex(/^B[\w-]{86}=?$/), auth: z.string().regex(/^[\w-]{22}={0,2}$/) });

const endpoint = text({ zh: '推送地址', en: 'Endpoint', min: 1, max: 1000 });

/** GET /api/chat/push/key */
export const showKey = rule({ zh: '推送公钥', en: 'Read the key for push subscriptions', fields: {}, answer: z.string() });

/** POST /api/chat/push/subscribe */
export const subscribe = rule({
  zh: '开启推送',
  en: 'Subscribe this browser to push messages',
  fields: { endpoint, keys: json({ zh: '推送密钥', en: 'Keys', shape: keys }) },
  answer: z.literal(true),
});

/** POST /api/chat/push/unsubscribe */
export const unsubscribe = rule({
  zh: '关闭推送',
  en: 'End the push subscription of this browser',
  fields: { endpoint },
  answer: z.boolean(),
});
