import { NOTICE_TYPE, type WireMessage, type WireRedirect } from '../../protocol/index.ts';
import type { StoredMessage } from '../journal/draft.ts';
import { messageId } from '../journal/message-id.ts';
import { readNotice, type Notice, type Person } from '../notice.ts';
import type { Sides } from './message.ts';

/** What a notice changes of the message that carries it; the rest follows from where it stands. */
type Form = Partial<Pick<WireMessage, 'id' | 'type' | 'from_id' | 'from_name' | 'from_avatar' | 'redirect' | 'actionType' | 'isremove'>> & {
  readonly text: string;
};

/** Pages of the published client on which applications are answered. */
const PAGE = { friends: '/pages/applyMyfriend/applyMyfriend', group: '/pages/setpageInfo/setpageInfo?action=groupAgreeOrNo' } as const;

/** A stored notice → the form in which the published client knows it (contract §7), with the facts beside it for ours. */
export function presentNotice(message: StoredMessage, sides: Sides): WireMessage {
  const notice = readNotice(message.data);
  const key = messageId(message);
  const { text, ...form } = formOf(notice, { time: message.createdAt, key });
  return {
    id: key,
    ...sides,
    type: NOTICE_TYPE,
    data: { data: text, dataType: false, otherData: null },
    options: { notice },
    create_time: message.createdAt,
    isremove: 0,
    ...form,
    ...(form.redirect && { msgidKey: key }),
  };
}

/** A notice of each kind. */
type Of<Kind extends Notice['kind']> = Extract<Notice, { readonly kind: Kind }>;
type Forms = { readonly [Kind in Notice['kind']]: (notice: Of<Kind>, told: Told) => Form };

/** When the notice was stored, and its id. */
interface Told {
  readonly time: number;
  readonly key: string;
}

const FORMS: Forms = {
  recalled: ({ id, by: author }) => ({ id, text: `${author.name}撤回了一条消息`, actionType: 'revoke', isremove: 1 }),
  friends: () => ({ text: '我们已经是好友了，可以开始聊天了' }),
  friend_applied: ({ applicant }) => ({
    ...asText(applicant, '好友申请提醒'),
    from_id: `redirect-applyFriend-${applicant.id}`,
    text: `用户[${applicant.name}]申请添加您为好友，请尽快处理`,
    redirect: { url: PAGE.friends, type: 'navigateTo' },
  }),
  group_applied: (notice, told) => ({
    ...asText(notice.applicant, '加群处理'),
    from_id: `redirect-applyGroup-${notice.group.id}-${notice.applicant.id}`,
    text: `[${notice.applicant.name}]申请加入群聊[${notice.group.name}]，请尽快处理`,
    redirect: redirectToGroup(notice, told),
  }),
  group_refused: ({ group }) => ({ ...ofGroup(group), text: `您加入群聊[${group.name}]的申请未通过` }),
  group_removed: ({ group }) => ({ ...ofGroup(group), text: `您已被移出群聊[${group.name}]` }),
  group_created: ({ by }) => ({ ...from(by), text: `${by.name}创建了一个群，大家可以开始聊天了` }),
  group_renamed: ({ by, name }) => ({ ...from(by), text: `群名称修改为：${name}` }),
  group_announced: ({ by, remark }) => ({ ...from(by), text: `[公告] \n\n ${remark}` }),
  group_dissolved: ({ by }, { time }) => ({ ...from(by), text: `群主于 ${clock(time)} 解散了该群` }),
  group_left: ({ by }, { time }) => ({ ...from(by), text: `${by.name}于 ${clock(time)} 已退出群聊` }),
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

function formOf(notice: Notice, told: Told): Form {
  // Sound by the type of Forms; TypeScript does not follow a union through a lookup.
  return (FORMS[notice.kind] as (notice: Notice, told: Told) => Form)(notice, told); // oxlint-disable-line typescript/no-unsafe-type-assertion
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

function redirectToGroup(notice: Of<'group_applied'>, { time, key }: Told): WireRedirect {
  const { applicant, group, inviter, note } = notice;
  const desc = {
    addGroupUserType: inviter ? 'invite' : 'apply',
    inviteUser: inviter,
    addGroupUser: applicant,
    addGroupTime: time,
    addGroupDesc: note,
    addGroupUserRole: applicant.role,
    group,
    msgidKey: key,
  };
  return { url: `${PAGE.group}&id=${group.id}&user_id=${applicant.id}`, type: 'navigateTo', desc };
}

/** `2026-11-20 09:05:07`, by the server's clock and zone. */
function clock(time: number): string {
  const date = new Date(time);
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()].map(twoDigits).join('-');
  return `${day} ${[date.getHours(), date.getMinutes(), date.getSeconds()].map(twoDigits).join(':')}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
