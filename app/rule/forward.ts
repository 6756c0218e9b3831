import { z } from 'zod';
import { bool, json, list, rule, uuid } from '#validate';
import { forwarding } from '../answer/conversation.ts';
import { CHAT_TYPES } from '../messaging/way/chat-types.ts';

/** Where a message is handed on to. */
const target = z.strictObject({ chatType: z.lazy(() => z.literal([...CHAT_TYPES])), id: z.number().int().min(1) });

/** POST /api/chat/forward */
export const forward = rule({
  zh: '转发消息',
  en: 'Forward messages',
  fields: {
    ids: list({ zh: '消息id', en: 'Messages', of: uuid({ zh: '消息id', en: 'Message' }), max: 30 }),
    to: list({ zh: '转发对象', en: 'Receivers', of: json({ zh: '转发对象', en: 'Receiver', shape: target }), max: 20 }),
    merged: bool({ zh: '合并转发', en: 'Merged', default: false }),
    client_id: uuid({ zh: '客户端消息id', en: 'Client id', optional: true }),
  },
  answer: z.array(forwarding),
});
