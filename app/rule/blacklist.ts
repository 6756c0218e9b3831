import { z } from 'zod';
import { choice, id, int, rule } from '#validate';
import { done } from '../answer/done.ts';
import { user } from '../answer/user.ts';
import { page } from './field.ts';

/** POST /api/chat/blacklist/:id */
export const setBlacklist = rule({
  zh: '设置黑名单',
  en: 'Add any user to my blacklist, or remove one from it',
  fields: { id: id({ zh: '用户id', en: 'User id', in: 'path' }), value: choice([0, 1], { zh: '值', en: 'Value' }) },
  answer: done,
});

/** GET /api/chat/blacklist/:page */
export const listBlacklist = rule({
  zh: '黑名单',
  en: 'List my blacklist',
  in: 'query',
  fields: { page, limit: int({ zh: '每页数量', en: 'Limit', min: 1, cap: 100, default: 50 }) },
  answer: z.object({ count: z.int(), rows: z.array(user) }),
});
