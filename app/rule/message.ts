import { z } from 'zod';
import { CLIENT_MESSAGE_TYPES } from '../../protocol/index.ts';
import { choice, id, int, json, rule, text, uuid } from '#validate';
import { done } from '../answer/done.ts';
import { message } from '../answer/message.ts';
import { CHAT_TYPES } from '../messaging/way/chat-types.ts';

/** Text of a message, as the client composed it; bytes, since it is stored whole. */
export const messageData = text({ zh: '消息内容', en: 'Content', maxBytes: 64 * 1024 });

/** POST /api/chat/socket/sendmessage */
export const sendMessage = rule({
  zh: '发送消息',
  en: 'Send a message',
  fields: {
    sendto_id: id({ zh: '接收人/群id', en: 'Receiver' }),
    chatType: choice(CHAT_TYPES, { zh: '聊天类型', en: 'Chat type' }),
    type: choice(CLIENT_MESSAGE_TYPES, { zh: '消息类型', en: 'Message type' }),
    data: messageData,
    options: json({ zh: '选项', en: 'Options', optional: true, lenient: true }),
    client_id: uuid({ zh: '客户端消息id', en: 'Client id', optional: true }),
  },
  answer: message,
});

/** POST /api/chat/socket/getmessage */
export const getMessage = rule({
  zh: '读取历史消息',
  en: 'Read a page of a conversation',
  fields: {
    chatType: choice(CHAT_TYPES, { zh: '聊天类型', en: 'Chat type' }),
    peer_id: id({ zh: '对方/群id', en: 'Peer' }),
    before: uuid({ zh: '之前的消息id', en: 'Before', optional: true }),
    limit: int({ zh: '数量', en: 'Limit', min: 1, cap: 100, default: 50 }),
  },
  answer: z.object({ conversation_id: z.int(), list: z.array(message.extend({ seq: z.int() })), more: z.boolean() }),
});

/** POST /api/chat/revokeMessage and /api/chat/socket/recall */
export const recall = rule({
  zh: '撤回消息',
  en: 'Take a message back',
  fields: { id: uuid({ zh: '消息id', en: 'Message id' }) },
  answer: message,
});

/** POST /api/chat/chatGetmessageOffLine */
export const getOffline = rule({ zh: '获取离线消息', en: 'Deliver the messages that wait', fields: {}, answer: done });
