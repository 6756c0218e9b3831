import { CLIENT_MESSAGE_TYPES, NOTICE_TYPE, type ServerFrames } from '../../protocol/index.ts';
import { choice, id, json, rule, uuid } from '#validate';
import type { StoredMessage } from '../messaging/journal/draft.ts';
import { messageId } from '../messaging/journal/message-id.ts';
import { fail } from '../error.ts';
import { parseOptions } from '../presenter/message.ts';
import { messageData } from '../rule/message.ts';
import { op } from '../messaging/gateway/op.ts';
import { CHAT_TYPES } from '../messaging/way/chat-types.ts';

const send = rule({
  zh: '发送消息',
  en: 'Send a message',
  fields: {
    client_id: uuid({ zh: '客户端消息id', en: 'Client id' }),
    chat_type: choice(CHAT_TYPES, { zh: '聊天类型', en: 'Chat type' }),
    to: id({ zh: '接收人/群id', en: 'Receiver' }),
    type: choice(CLIENT_MESSAGE_TYPES, { zh: '消息类型', en: 'Message type' }),
    data: messageData,
    options: json({ zh: '选项', en: 'Options', optional: true, lenient: true }),
  },
});

interface SendContent {
  readonly type: string;
  readonly data: string;
  readonly options?: object | null | undefined;
}

/** Sends a message; the answer comes when it is durable. */
export default op(send, async ({ ctx, session, author }, input) => {
  // Else a stop would wait for ever for the end of what flies.
  if (ctx.app.chat.gateway.isDraining) fail('draining');
  const { client_id, chat_type, to, type, data, options } = input;
  const { stored } = await ctx.service.chat.send(author, {
    chatType: chat_type,
    to,
    type,
    data,
    options: options ?? null,
    clientId: client_id,
    origin: session,
  });
  return {
    op: 'sent',
    client_id,
    id: messageId(stored),
    conversation: stored.conversationId,
    seq: stored.seq,
    time: stored.createdAt,
    ...changed(stored, input),
  };
});

/** What was stored, where that is not what the sender's page shows: what a hook changed, or what the server added. */
function changed(stored: StoredMessage, { type, data, options }: SendContent): Pick<ServerFrames['sent'], 'stored'> {
  const asked = options ? JSON.stringify(options) : null;
  if (stored.type === NOTICE_TYPE || (stored.type === type && stored.data === data && stored.options === asked)) return {};
  return { stored: { type: stored.type, data: stored.data, options: parseOptions(stored.options) } };
}
