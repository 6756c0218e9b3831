import { z } from 'zod';
import { bool, choice, id, int, rule } from '#validate';
import { conversation as row, readers } from '../answer/conversation.ts';
import { CHAT_TYPES } from '../messaging/way/chat-types.ts';

const conversation = id({ zh: '会话id', en: 'Conversation' });

/** GET /api/chat/conversations */
export const listConversations = rule({
  zh: '会话列表',
  en: 'List my conversations',
  in: 'query',
  fields: {
    before: int({ zh: '之前的时间', en: 'Before', min: 1, optional: true }),
    limit: int({ zh: '数量', en: 'Limit', min: 1, cap: 100, default: 50 }),
  },
  answer: z.object({ list: z.array(row), more: z.boolean() }),
});

/** POST /api/chat/conversation/set */
export const setConversation = rule({
  zh: '会话设置',
  en: 'Change my settings of a conversation',
  fields: {
    conversation: id({ zh: '会话id', en: 'Conversation', optional: true }),
    chatType: choice(CHAT_TYPES, { zh: '聊天类型', en: 'Chat type', optional: true }),
    peer_id: id({ zh: '对方/群id', en: 'Peer', optional: true }),
    pinned: bool({ zh: '置顶', en: 'Pinned', optional: true }),
    quiet: bool({ zh: '免打扰', en: 'Quiet', optional: true }),
    unread: bool({ zh: '标为未读', en: 'Unread', optional: true }),
    hidden: bool({ zh: '隐藏', en: 'Hidden', optional: true }),
  },
  answer: row.nullable(),
});

/** POST /api/chat/readers */
export const listReaders = rule({
  zh: '已读成员',
  en: 'List the readers of a message',
  fields: { conversation, seq: id({ zh: '消息序号', en: 'Message number' }) },
  answer: readers,
});
