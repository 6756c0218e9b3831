import { id, rule } from '#validate';
import { done } from '../answer/done.ts';

/** POST /api/chat/follow/:id and /api/chat/unfollow/:id */
export const follow = rule({
  zh: '关注',
  en: 'Follow or unfollow a user',
  in: 'path',
  fields: { id: id({ zh: '用户id', en: 'User id' }) },
  answer: done,
});
