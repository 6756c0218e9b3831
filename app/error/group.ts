import type { ErrorTable } from './row.ts';

/** Failures of groups, of writing to them, and of QR codes. */
export const GROUP_ERRORS = {
  group_send_closed: {
    status: 404,
    zh: '群不存在或者已解散或者被封禁，无法发消息',
    en: 'This group does not exist, has been dissolved, or is banned',
  },
  group_send_outside: { status: 403, zh: '您不在群里，无法发消息', en: 'You are not in this group' },
  group_muted: { status: 403, zh: '您已被禁言，无法发消息', en: 'You are muted in this group' },

  group_users_missing: { status: 400, zh: '请选择加入群聊的用户', en: 'Please choose the members of the group' },
  group_user_not_found: { status: 404, zh: '用户不存在，无法加入群聊', en: 'One of these users does not exist and cannot join the group' },
  group_limit: { status: 400, zh: '您创建的群数量已达到上限', en: 'You own as many groups as one user may own' },
  group_full: { status: 400, zh: '群成员数量已达到上限', en: 'The group is full' },
  group_not_found: { status: 404, zh: '群不存在或被封禁', en: 'This group does not exist or is banned' },
  group_missing: { status: 404, zh: '群不存在', en: 'This group does not exist' },
  group_join_closed: { status: 404, zh: '群不存在或者被封禁', en: 'This group does not exist or is banned' },
  group_forbidden: {
    status: 403,
    zh: '群不存在或者被封禁或者你无权操作',
    en: 'This group does not exist, is banned, or you may not change it',
  },

  group_name_owner: { status: 403, zh: '只有群主才能修改群名称', en: 'Only the owner can rename the group' },
  group_remark_owner: { status: 403, zh: '只有群主才能修改群公告', en: 'Only the owner can change the announcement' },
  group_owner_only: { status: 403, zh: '只有群主才能操作', en: 'Only the owner can do this' },
  group_owner_stays: { status: 400, zh: '群主不能删除自己', en: 'The owner cannot remove themselves' },
  group_owner_limit: { status: 400, zh: '对方拥有的群数量已达到上限', en: 'This user owns as many groups as one user may own' },
  group_member_missing: { status: 404, zh: '该用户不在群里', en: 'This user is not in the group' },
  group_role_visitor: { status: 400, zh: '游客不能成为群主或管理员', en: 'A visitor cannot be the owner or an admin' },
  group_action_invalid: { status: 400, zh: '非法操作', en: 'This action is not valid' },
  group_applicant_unavailable: { status: 404, zh: '用户不存在或者被封禁', en: 'This user does not exist or is disabled' },

  group_join_pending: {
    status: 409,
    zh: '已申请加入群聊，正在等待群主同意',
    en: 'You have already asked to join. Please wait for the answer of the owner',
  },
  group_member_exists: { status: 409, zh: '用户已经在群里', en: 'This user is already in the group' },
  group_joiner_unavailable: {
    status: 404,
    zh: '加群的用户不存在或已被封禁，无法加入群聊',
    en: 'This user does not exist or is disabled, and cannot join the group',
  },
  group_banned: {
    status: 403,
    zh: '你已被移出该群，群主或管理员解除后才能再次加入',
    en: 'The owner or an admin removed you from this group. You can come back when one of them allows it',
  },
  group_applicant_banned: {
    status: 409,
    zh: '该用户已被移出本群，请先解除限制',
    en: 'This user was removed from the group. Please lift the ban first',
  },
  group_ban_missing: { status: 404, zh: '该用户不在群黑名单中', en: 'This user is not banned from the group' },
  group_join_login: { status: 403, zh: '请先登录再申请进群', en: 'Please sign in before you ask to join' },
  group_invite_forbidden: {
    status: 403,
    zh: '只能邀请自己的好友加入自己所在的群',
    en: 'You can only invite your friends, and only to a group that you are in',
  },
  group_nickname_outside: {
    status: 403,
    zh: '你不在该群聊中，无法修改昵称',
    en: 'You are not in this group, so you have no nickname there',
  },
  group_quit_outside: { status: 403, zh: '你不在该群聊中，操作失败', en: 'You are not in this group' },
  room_name_taken: { status: 409, zh: '该群名称已被使用', en: 'This room name is taken. Please choose another one' },

  ticket_invalid: { status: 400, zh: '二维码不正确', en: 'This code is not valid' },
} as const satisfies ErrorTable;
