import { z } from 'zod';
import { shapes } from '#app';
import { choice, id, int, rule } from '#validate';
import { friend, friendInfo, friendList } from '../answer.ts';
import { page, remark } from './field.ts';

const SIZE = { zh: '每页数量', en: 'Limit' } as const;

const friendId = id({ zh: '好友id', en: 'Friend id', in: 'path' });

/** 1 sets, 0 clears; without it the old value is turned round. */
const toggle = choice([0, 1], { zh: '值', en: 'Value', optional: true });

/** GET /api/chat/goodfriendlist/:page */
export const listFriends = rule({
  zh: '好友列表',
  en: 'List my friends by initial',
  in: 'query',
  fields: {
    page,
    limit: int({ ...SIZE, min: 1, cap: 500, default: 100 }),
    black: choice([0, 1], { zh: '黑名单', en: 'On the blacklist', default: 0 }),
  },
  answer: friendList,
});

/** POST /api/chat/ismygoodfriend/:id */
export const isFriend = rule({
  zh: '是否我的好友',
  en: 'Read my settings of a friend',
  in: 'path',
  fields: { id: id({ zh: '朋友id', en: 'Friend id' }) },
  answer: friend,
});

/** GET /api/chat/getgoodfriendinfo/:id */
export const showFriend = rule({ zh: '好友资料', en: 'Read the profile of a friend', fields: { id: friendId }, answer: friendInfo });

/** POST /api/chat/setblackgoodfriend/:id */
export const setBlack = rule({
  zh: '拉黑好友',
  en: 'Add a friend to my blacklist, or remove one from it',
  fields: { id: friendId, value: toggle },
  answer: shapes.done,
});

/** POST /api/chat/setstargoodfriend/:id */
export const setStar = rule({
  zh: '设置星标好友',
  en: 'Set or clear the star of a friend',
  fields: { id: friendId, value: toggle },
  answer: shapes.done,
});

/** POST /api/chat/setmeOrfriendCanSee/:id */
export const setVisibility = rule({
  zh: '朋友圈权限',
  en: 'Set who sees whose moments',
  fields: {
    id: friendId,
    friendlookme: choice([0, 1], { zh: '让他看我', en: 'The friend sees my moments' }),
    melookfriend: choice([0, 1], { zh: '看他', en: 'I see the moments of the friend' }),
  },
  answer: shapes.done,
});

/** POST /api/chat/setremark/:id */
export const setRemark = rule({
  zh: '设置备注',
  en: 'Set my own name for a friend',
  fields: { id: friendId, nickname: remark },
  answer: shapes.done,
});

/** POST /api/chat/deletegoodfriend/:id */
export const deleteFriend = rule({ zh: '删除好友', en: 'End a friendship', fields: { id: friendId }, answer: z.literal('删除好友成功') });
