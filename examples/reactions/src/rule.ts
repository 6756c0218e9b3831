import { bool, id, int, rule, text } from '@foyer-chat/foyer/validate';

const fields = {
  conversation: id({ zh: '会话', en: 'conversation' }),
  seq: id({ zh: '消息序号', en: 'seq' }),
  emoji: text({ zh: '表情', en: 'emoji', min: 1, max: 32 }),
  on: bool({ zh: '设置或取消', en: 'on', default: true }),
};

/** POST /api/reactions/set */
export const setReaction = rule({ zh: '表情回应', en: 'React to a message', fields });

/** The same as a frame. */
export const react = rule({ zh: '表情回应', en: 'React to a message', fields: { ref: int({ zh: '请求编号', en: 'ref' }), ...fields } });
