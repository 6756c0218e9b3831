import type { WireRedirect } from '../protocol/index.ts';
import type { NamedGroup, Person } from './messaging/notice/facts.ts';
import { defineNotices, type NoticeOf, type PlainFields } from './messaging/notice/form.ts';
import { PAGE, pageOf } from './presenter/page.ts';

/** What the system tells of messages, people and groups; to the published client as contract §7 has it. */
export default defineNotices({
  recalled: {
    zh: '{by}撤回了一条消息',
    en: '{by} took a message back',
    plain: ({ id }) => ({ id, actionType: 'revoke', isremove: 1 }),
  },
  group_applied: {
    zh: '[{applicant}]申请加入群聊[{group}]，请尽快处理',
    en: '{applicant} asks to join “{group}”',
    plain: (notice, time) => ({
      ...asText(notice.applicant, '加群处理'),
      from_id: rowOf(notice),
      redirect: redirectToGroup(notice, time),
    }),
  },
  group_refused: {
    zh: '您加入群聊[{group}]的申请未通过',
    en: 'You were not let into “{group}”',
    plain: ({ group }) => ofGroup(group),
  },
  group_removed: { zh: '您已被移出群聊[{group}]', en: 'You were removed from “{group}”', plain: ({ group }) => ofGroup(group) },
  group_created: { zh: '{by}创建了一个群，大家可以开始聊天了', en: '{by} made this group', plain: from },
  group_renamed: { zh: '群名称修改为：{name}', en: 'The group is called “{name}” now', plain: from },
  group_announced: { zh: '[公告] \n\n {remark}', en: 'Announcement:\n\n{remark}', plain: from },
  group_dissolved: { zh: '群主于 {time} 解散了该群', en: 'The owner dissolved the group at {time}', plain: from },
  group_left: { zh: '{by}于 {time} 已退出群聊', en: '{by} left the group at {time}', plain: from },
  group_joined: {
    zh: ({ user, inviter }) => `${inviter ? `[${inviter.name}]邀请 ` : ''}[${user.name}] 加入了群聊`,
    en: ({ user, inviter }) => (inviter ? `${inviter.name} invited ${user.name}` : `${user.name} joined the group`),
    plain: (notice) => ({ ...from(notice), from_name: '加群申请提醒' }),
  },
  group_transferred: { zh: '{by}已将群主转让给{owner}', en: '{by} made {owner} the owner', plain: from },
  group_admin: {
    zh: ({ user, isAdmin }) => (isAdmin ? `${user.name}成为了群管理员` : `${user.name}不再是群管理员`),
    en: ({ user, isAdmin }) => (isAdmin ? `${user.name} is an admin now` : `${user.name} is no admin any more`),
    plain: from,
  },
  group_muted: {
    zh: ({ user, until }) => {
      if (user === null) return until === null ? '全员禁言已解除' : '已开启全员禁言';
      return until === null ? `${user.name}的禁言已解除` : `${user.name}已被禁言`;
    },
    en: ({ user, until }) => `${user?.name ?? 'Everybody'} ${until === null ? 'may write again' : 'is muted'}`,
    plain: from,
  },
});

function asText({ avatar }: Person, name: string): PlainFields {
  return { type: 'text', from_name: name, from_avatar: avatar };
}

function ofGroup({ name, avatar }: NamedGroup): PlainFields {
  return { from_name: name, from_avatar: avatar };
}

function from({ by: { id, name, avatar } }: { readonly by: Person }): PlainFields {
  return { from_id: id, from_name: name, from_avatar: avatar };
}

/** Where the application stands in the published client's list. */
function rowOf({ group, applicant }: NoticeOf<'group_applied'>): string {
  return `redirect-applyGroup-${group.id}-${applicant.id}`;
}

/** To the page of the published client on which the application is answered. */
function redirectToGroup(notice: NoticeOf<'group_applied'>, time: number): WireRedirect {
  const { applicant, group, inviter, note } = notice;
  const desc = {
    addGroupUserType: inviter ? '邀请进群' : '用户自主进群',
    inviteUser: inviter,
    addGroupTime: time,
    addGroupDesc: note,
    addGroupUserRole: applicant.role,
    msgidKey: rowOf(notice),
  };
  const { id, name, avatar } = group;
  const apply = { applyUserid: applicant.id, applyUsername: applicant.name, applyUseruuid: applicant.uuid ?? '' };
  const more = { applyUseravatar: applicant.avatar, applydesc: JSON.stringify(desc) };
  const url = pageOf(PAGE.set, { action: 'applyAddGroup', title: '加群处理', id, name, avatar, chatType: 'group', ...apply, ...more });
  return { url, type: 'navigateTo', desc };
}
