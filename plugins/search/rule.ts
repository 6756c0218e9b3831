import { id, int, rule, text, uuid } from '#validate';

/** POST /api/chat/search */
export const search = rule({
  zh: '搜索聊天记录',
  en: 'Search in my conversations',
  fields: {
    keyword: text({ zh: '关键词', en: 'Keyword', min: 1, max: 50 }),
    conversation: id({ zh: '会话id', en: 'conversation', optional: true }),
    from: id({ zh: '发送人id', en: 'sender', optional: true }),
    before: uuid({ zh: '之前的消息id', en: 'before', optional: true }),
    limit: int({ zh: '数量', en: 'limit', min: 1, cap: 50, default: 20 }),
  },
});
