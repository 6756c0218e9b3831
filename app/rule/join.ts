import { z } from 'zod';
import { id, int, ok, rule, text } from '#validate';
import { joinRequest, joinState } from '../answer/join.ts';

const groupId = id({ zh: '群id', en: 'Group id' });

/** What somebody says who asks to join. */
export const joinNote = text({ zh: '加群说明', en: 'Note', max: 500, optional: true });

/** A page of a list, in the path from 1, and its length in the query. */
export const paging = {
  page: int({ zh: '页码', en: 'Page', in: 'path', min: 1, max: 1_000_000 }),
  limit: int({ zh: '数量', en: 'Limit', in: 'query', min: 1, cap: 100, default: 20 }),
};

/** POST /api/chat/groupInviteUser */
export const inviteUser = rule({
  zh: '加入群聊，或邀请好友加入',
  en: 'Join a group, or bring a friend into one',
  fields: {
    group_id: groupId,
    user_id: id({ zh: '用户id', en: 'User id', optional: true }),
    ticket: text({ zh: '二维码', en: 'Ticket', max: 1000, optional: true }),
    addGroupDesc: joinNote,
  },
  answer: ok(z.enum(['加群成功', '等待群主同意']), { state: joinState }),
});

/** POST /api/chat/groupAgreeOrNo */
export const decide = rule({
  zh: '处理加群申请',
  en: 'Answer a request to join',
  fields: {
    group_id: groupId,
    user_id: id({ zh: '用户id', en: 'User id' }),
    type: text({ zh: '处理类型', en: 'Answer' }),
  },
  answer: z.literal('处理成功'),
});

/** GET /api/chat/groupApplications/:page */
export const listApplications = rule({
  zh: '加群申请列表',
  en: 'List the requests to join a group',
  fields: { ...paging, group_id: id({ zh: '群id', en: 'Group id', in: 'query', optional: true }) },
  answer: z.object({ list: z.array(joinRequest), more: z.boolean(), pendingCount: z.int() }),
});

/** GET /api/chat/myGroupApplications/:page */
export const listMine = rule({
  zh: '我的加群申请',
  en: 'List my requests to join groups',
  fields: paging,
  answer: z.object({ list: z.array(joinRequest), more: z.boolean() }),
});
