import { z } from 'zod';
import { choice, id, int, list, ok, rule, text } from '#validate';
import { done } from '../answer/done.ts';
import { banned, groupInfo, listedGroup } from '../answer/group.ts';
import { group } from '../answer/message.ts';
import { lineOf } from '../text/visible.ts';

const groupId = id({ zh: '群id', en: 'Group id' });
const userId = id({ zh: '用户id', en: 'User id' });
const page = int({ zh: '页码', en: 'Page', min: 1, max: 1_000_000, default: 1 });

const NAME = { zh: '群名称', en: 'Name', max: 50, form: lineOf } as const;

/** Names of groups and rooms, in characters. */
export const groupName = text(NAME);

/** POST /api/chat/group/create */
export const createGroup = rule({
  zh: '创建群聊',
  en: 'Create a group of friends',
  fields: {
    userIds: list({
      of: id({ zh: '好友列表id', en: 'Friend row id' }),
      zh: '加入群聊的用户',
      en: 'Users of the group',
      min: 0,
      max: 10_000,
      optional: true,
    }),
    name: text({ ...NAME, optional: true }),
  },
  answer: ok(done, { group }),
});

/** GET /api/chat/grouplist/:page */
export const listGroups = rule({
  zh: '我的群聊列表',
  en: 'List my groups',
  in: 'path',
  fields: { page, limit: int({ zh: '每页条数', en: 'Limit', in: 'query', min: 1, cap: 100, default: 30 }) },
  answer: z.array(listedGroup),
});

/** GET /api/chat/groupinfo/:id */
export const showGroup = rule({
  zh: '群资料信息',
  en: 'Read a group; members also get the list of members',
  in: 'query',
  fields: {
    id: id({ zh: '群id', en: 'Group id', in: 'path' }),
    page,
    limit: int({ zh: '每页条数', en: 'Limit', min: 1, cap: 200, default: 200 }),
    ticket: text({ zh: '二维码', en: 'Ticket', max: 500, optional: true }),
  },
  answer: groupInfo,
});

/** POST /api/chat/groupUpdateName */
export const renameGroup = rule({ zh: '修改群名称', en: 'Rename a group', fields: { id: groupId, name: groupName }, answer: done });

/** POST /api/chat/groupremark */
export const announceInGroup = rule({
  zh: '修改群公告',
  en: 'Set the announcement of a group',
  fields: { id: groupId, remark: text({ zh: '群公告', en: 'Announcement', max: 500 }) },
  answer: done,
});

/** POST /api/chat/groupAvatar */
export const setGroupAvatar = rule({
  zh: '修改群头像',
  en: 'Set the picture of a group',
  fields: { id: groupId, avatar: text({ zh: '群头像', en: 'Picture' }) },
  answer: done,
});

/** POST /api/chat/groupAddUserSet */
export const setGroupMode = rule({
  zh: '进群设置',
  en: 'Set who may join: 0 everybody, 1 with the consent of the owner, 2 visitors only after they sign in',
  fields: { group_id: groupId, addGroupSet: choice([0, 1, 2], { zh: '进群设置', en: 'Join mode' }) },
  answer: z.literal('设置成功'),
});

/** POST /api/chat/groupDeleteUser */
export const removeFromGroup = rule({
  zh: '删除群成员',
  en: 'Remove a member',
  fields: { group_id: groupId, user_id: userId },
  answer: z.literal('删除群成员成功'),
});

/** POST /api/chat/groupnickname */
export const nameInGroup = rule({
  zh: '修改我的群昵称',
  en: 'Set my name and my picture in a group',
  fields: {
    id: groupId,
    nickname: text({ zh: '群昵称', en: 'Nickname', max: 20, form: lineOf }),
    avatar: text({ zh: '头像', en: 'Picture', optional: true }),
  },
  answer: done,
});

/** POST /api/chat/groupDeleteOrQuit */
export const quitGroup = rule({
  zh: '解散群或退出群',
  en: 'Leave a group, or dissolve it as its owner',
  fields: { id: groupId },
  answer: done,
});

/** GET /api/chat/groupBans/:id/:page */
export const listBans = rule({
  zh: '群黑名单',
  en: 'List the users who are banned from a group',
  in: 'path',
  fields: { id: groupId, page, limit: int({ zh: '每页条数', en: 'Limit', in: 'query', min: 1, cap: 100, default: 30 }) },
  answer: z.object({ list: z.array(banned), more: z.boolean() }),
});

/** POST /api/chat/groupUnban */
export const liftBan = rule({
  zh: '解除群黑名单',
  en: 'Lift the ban of a user',
  fields: { group_id: groupId, user_id: userId },
  answer: done,
});

/** POST /api/chat/groupMute */
export const muteMember = rule({
  zh: '禁言群成员',
  en: 'Mute a member; 0 minutes end the mute',
  fields: { group_id: groupId, user_id: userId, minutes: int({ zh: '禁言分钟', en: 'Minutes', min: 0, max: 43_200 }) },
  answer: z.literal('设置成功'),
});

/** POST /api/chat/groupMuteAll */
export const muteGroup = rule({
  zh: '全员禁言',
  en: 'Let only the owner and admins write, or let all members write',
  fields: { group_id: groupId, value: choice([0, 1], { zh: '全员禁言', en: 'Value' }) },
  answer: z.literal('设置成功'),
});

/** POST /api/chat/groupAdmin */
export const appointAdmin = rule({
  zh: '设置群管理员',
  en: 'Give or take the role of an admin',
  fields: { group_id: groupId, user_id: userId, value: choice([0, 1], { zh: '群管理员', en: 'Value' }) },
  answer: z.literal('设置成功'),
});

/** POST /api/chat/groupTransfer */
export const transferGroup = rule({
  zh: '转让群主',
  en: 'Make a member the owner of a group',
  fields: { group_id: groupId, user_id: userId },
  answer: z.literal('设置成功'),
});
