import { z } from 'zod';
import { shapes } from '#app';
import { choice, id, int, rule, text, uuid } from '#validate';
import { friendRequest } from '../answer.ts';
import { page, remark } from './field.ts';

const target = id({ zh: '好友id', en: 'Friend id' });
/** What the published client puts into its form: words to the other, whatever the field is called. */
const words = text({ zh: '申请留言', en: 'Note to the user', min: 0, max: 200, default: '' });

/** POST /api/chat/applyfriend */
export const applyFriend = rule({
  zh: '申请添加好友',
  en: 'Send a friend request',
  fields: {
    friend_id: target,
    nickname: words,
    note: text({ zh: '申请留言', en: 'Note', min: 0, max: 200, optional: true }),
    remark,
  },
  answer: shapes.done,
});

/** POST /api/chat/autoAddFriendAndAgree */
export const addFriend = rule({
  zh: '自动添加好友',
  en: 'Become friends with a user who takes every request',
  fields: { friend_id: target, nickname: words, remark },
  answer: shapes.done,
});

/** GET /api/chat/listapplyfriend/:page */
export const listRequests = rule({
  zh: '好友申请列表',
  en: 'List the friend requests to me',
  in: 'query',
  fields: {
    page,
    limit: int({ zh: '每页数量', en: 'Limit', min: 1, cap: 100, default: 20 }),
  },
  answer: z.object({ alldata: z.array(friendRequest), pendingCount: z.int() }),
});

/** POST /api/chat/handleapply/:id */
export const answerRequest = rule({
  zh: '处理好友申请',
  en: 'Answer a friend request',
  fields: {
    id: id({ zh: '申请id', en: 'Application id', in: 'path' }),
    nickname: remark,
    status: choice(['refuse', 'agree', 'ignore'], { zh: '处理状态', en: 'Status' }),
  },
  answer: shapes.done,
});

/** POST /api/chat/isApplyfriend/:uuid */
export const findRequest = rule({
  zh: '查看好友申请',
  en: 'Read the friend request of a user',
  in: 'path',
  fields: { uuid: uuid({ zh: 'uuid值', en: 'User UUID' }) },
  answer: friendRequest,
});
