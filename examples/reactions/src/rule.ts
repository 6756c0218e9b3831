import { bool, int, rule, text, uuid } from '@foyer-chat/foyer/validate';

const fields = {
  id: uuid({ zh: '消息id', en: 'Message id' }),
  emoji: text({ zh: '表情', en: 'Emoji', min: 1, max: 32 }),
  on: bool({ zh: '设置或取消', en: 'On', default: true }),
};

/** POST /api/reactions/set */
export const setReaction = rule({ zh: '表情回应', en: 'React to a message', fields });

/** The same as a frame. */
export const react = rule({ zh: '表情回应', en: 'React to a message', fields: { ref: int({ zh: '请求编号', en: 'Ref' }), ...fields } });
