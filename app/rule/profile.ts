import { z } from 'zod';
import { id, json, rule, text, uuid } from '#validate';
import type { Chatset, ChatRule } from '../../protocol/index.ts';
import { done } from '../answer/done.ts';
import { profile, setting, visitor } from '../answer/user.ts';
import { FIELD_VALUE } from '../account/field.ts';

const sendCount = z.literal([0, 1, 2]);

/** Today's form of a rule, or the bare number of old clients. */
const chatRule: z.ZodType<ChatRule> = z.union([
  z.strictObject({ sendCount, needFollow: z.boolean() }),
  sendCount.transform((count) => ({ sendCount: count, needFollow: false })),
]);

const chatset: z.ZodType<{ chatset: Chatset }> = z.strictObject({ chatset: z.strictObject({ visitor: chatRule, user: chatRule }) });

/** GET /api/userinfo/:uuid */
export const showUser = rule({
  zh: '用户资料',
  en: 'Read the public profile of a user',
  in: 'path',
  fields: { uuid: uuid({ zh: 'uuid值', en: 'User UUID' }) },
  answer: profile,
});

/** GET /api/chat/visitor/:id */
export const showVisitor = rule({
  zh: '访客资料',
  en: 'Read the profile of a visitor with whom I have a conversation',
  in: 'path',
  fields: { id: id({ zh: '用户id', en: 'User id' }) },
  answer: visitor,
});

/** POST /api/chat/userset */
export const setChatset = rule({
  zh: '聊天设置',
  en: 'Set who may write to me',
  fields: { userset: json({ zh: '用户设置', en: 'Settings', shape: chatset }) },
  answer: done,
});

/** POST /api/chat/updateUserinfo */
export const updateUser = rule({
  zh: '修改资料',
  en: 'Set one field of my account',
  fields: {
    fieldname: text({ zh: '修改类型', en: 'Field', max: 30 }),
    fieldValue: text({ ...FIELD_VALUE, min: 0 }),
  },
  answer: z.string(),
});

/** POST /api/chat/getUserSetInfo */
export const showSettings = rule({
  zh: '用户设置',
  en: 'Read what I need before a friend request',
  fields: { userid: id({ zh: '用户id', en: 'User id' }) },
  answer: setting,
});
