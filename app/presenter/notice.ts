import { NOTICE_TYPE, type WireMessage, type WireRedirect } from '../../protocol/index.ts';
import { groupAvatar, userAvatar } from '../avatar/shown.ts';
import type { StoredMessage } from '../journal/draft.ts';
import { messageId } from '../journal/message-id.ts';
import { readNotice, type NamedGroup, type Notice, type Person } from '../notice/facts.ts';
import { clock } from './clock.ts';
import { PAGE, pageOf } from './page.ts';
import type { Sides } from './sides.ts';

/** What a notice changes of the message that carries it; the rest follows from where it stands. */
type Form = Partial<Pick<WireMessage, 'id' | 'type' | 'from_id' | 'from_name' | 'from_avatar' | 'redirect' | 'actionType' | 'isremove'>> & {
  readonly text: string;
};

/** A stored notice → the form in which the published client knows it (contract §7), with the facts beside it for ours. */
export function presentNotice(message: StoredMessage, sides: Sides): WireMessage {
  const notice = withPictures(readNotice(message.data));
  const { text, ...form } = formOf(notice, message.createdAt);
  return {
    id: messageId(message),
    ...sides,
    type: NOTICE_TYPE,
    data: { data: text, dataType: false, otherData: null },
    options: { notice },
    create_time: message.createdAt,
    isremove: 0,
    ...form,
    // The row of the published client, which it takes away by this once its page is done.
    ...(form.redirect && { msgidKey: String(form.from_id) }),
  };
}

/** A notice of each kind. */
type Of<Kind extends Notice['kind']> = Extract<Notice, { readonly kind: Kind }>;
type Forms = { readonly [Kind in Notice['kind']]: (notice: Of<Kind>, time: number) => Form };

const FORMS: Forms = {
  recalled: ({ id, by: author }) => ({ id, text: `${author.name}撤回了一条消息`, actionType: 'revoke', isremove: 1 }),
  friends: () => ({ text: '我们已经是好友了，可以开始聊天了' }),
  friend_applied: ({ applicant }) => ({
    ...asText(applicant, '好友申请提醒'),
    from_id: `redirect-applyFriend-${applicant.id}`,
    text: `用户[${applicant.name}]申请添加您为好友，请尽快处理`,
    redirect: { url: PAGE.lists, type: 'navigateTo' },
  }),
  group_applied: (notice, time) => ({
    ...asText(notice.applicant, '加群处理'),
    from_id: rowOf(notice),
    text: `[${notice.applicant.name}]申请加入群聊[${notice.group.name}]，请尽快处理`,
    redirect: redirectToGroup(notice, time),
  }),
  group_refused: ({ group }) => ({ ...ofGroup(group), text: `您加入群聊[${group.name}]的申请未通过` }),
  group_removed: ({ group }) => ({ ...ofGroup(group), text: `您已被移出群聊[${group.name}]` }),
  group_created: ({ by }) => ({ ...from(by), text: `${by.name}创建了一个群，大家可以开始聊天了` }),
  group_renamed: ({ by, name }) => ({ ...from(by), text: `群名称修改为：${name}` }),
  group_announced: ({ by, remark }) => ({ ...from(by), text: `[公告] \n\n ${remark}` }),
  group_dissolved: ({ by }, time) => ({ ...from(by), text: `群主于 ${clock(time)} 解散了该群` }),
  group_left: ({ by }, time) => ({ ...from(by), text: `${by.name}于 ${clock(time)} 已退出群聊` }),
  group_joined: ({ by, user, inviter }) => ({
    ...from(by),
    from_name: '加群申请提醒',
    text: `${inviter ? `[${inviter.name}]邀请 ` : ''}[${user.name}] 加入了群聊`,
  }),
  group_transferred: ({ by, owner }) => ({ ...from(by), text: `${by.name}已将群主转让给${owner.name}` }),
  group_admin: ({ by, user, isAdmin }) => ({
    ...from(by),
    text: isAdmin ? `${user.name}成为了群管理员` : `${user.name}不再是群管理员`,
  }),
  group_muted: ({ by, user, until }) => ({ ...from(by), text: mute(user, until) }),
};

function formOf(notice: Notice, time: number): Form {
  // Sound by the type of Forms; TypeScript does not follow a union through a lookup.
  return (FORMS[notice.kind] as (notice: Notice, time: number) => Form)(notice, time); // oxlint-disable-line typescript/no-unsafe-type-assertion
}

function mute(user: Person | null, until: number | null): string {
  if (user === null) return until === null ? '全员禁言已解除' : '已开启全员禁言';
  return until === null ? `${user.name}的禁言已解除` : `${user.name}已被禁言`;
}

function asText({ avatar }: Person, name: string): Pick<Form, 'type' | 'from_name' | 'from_avatar'> {
  return { type: 'text', from_name: name, from_avatar: avatar };
}

function ofGroup({ name, avatar }: { readonly name: string; readonly avatar: string }): Pick<Form, 'from_name' | 'from_avatar'> {
  return { from_name: name, from_avatar: avatar };
}

function from({ id, name, avatar }: Person): Pick<Form, 'from_id' | 'from_name' | 'from_avatar'> {
  return { from_id: id, from_name: name, from_avatar: avatar };
}

/** Where the application stands in the published client's list. */
function rowOf({ group, applicant }: Of<'group_applied'>): string {
  return `redirect-applyGroup-${group.id}-${applicant.id}`;
}

/** To the page of the published client on which the application is answered. */
function redirectToGroup(notice: Of<'group_applied'>, time: number): WireRedirect {
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

/** A notice whose people and groups have pictures, as everybody has who is shown. */
function withPictures<Told extends Notice>(notice: Told): Told {
  const entries = Object.entries(notice).map(([role, value]: [string, unknown]) => [
    role,
    isPictured(value) ? pictured(role, value) : value,
  ]);
  // The shape is the same: pictures are texts still.
  return Object.fromEntries(entries) as Told; // oxlint-disable-line typescript/no-unsafe-type-assertion
}

function isPictured(value: unknown): value is Person | NamedGroup {
  return typeof value === 'object' && value !== null && 'id' in value && 'avatar' in value;
}

function pictured(role: string, value: Person | NamedGroup): Person | NamedGroup {
  return { ...value, avatar: role === 'group' ? groupAvatar(value) : userAvatar(value) };
}
