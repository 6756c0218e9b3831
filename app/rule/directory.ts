import { z } from 'zod';
import { int, rule, text } from '#validate';
import { user } from '../answer/user.ts';
import { LAST_PAGE } from './field.ts';

/** POST /api/chat/searchUser */
export const searchUser = rule({
  zh: '搜索用户',
  en: 'Search users by name or id',
  fields: {
    keyword: text({ zh: '关键词', en: 'Keyword', min: 2, max: 50 }),
    page: int({ zh: '页码', en: 'Page', min: 1, cap: LAST_PAGE, default: 1 }),
    limit: int({ zh: '每页数量', en: 'Limit', min: 1, cap: 50, default: 20 }),
  },
  answer: z.array(user),
});
