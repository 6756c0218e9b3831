import { randomUUID } from 'node:crypto';
import { NOTICE_TYPE, type Entry, type ListedGroup, type WireMessage, type WireUser } from '../../../protocol/index.ts';

/** What the fake server makes a message of. */
export type FakeDraft = Pick<WireMessage, 'type' | 'data' | 'options'> & { readonly from: WireUser; readonly to: WireUser | ListedGroup };

/** A group as the list shows it. */
export function fakeGroup(id: number, name: string, count: number): ListedGroup {
  const open = { avatar: '', remark: '', user_id: 1, invite_confirm: 0 };
  return { id, name, ...open, count, role: 0, muted: false, muted_until: 0, status: 1 };
}

/** A message as the server would tell it. */
export function fakeMessage({ from, to, type, data, options }: FakeDraft, time: number): WireMessage {
  const sender = { from_id: from.id, from_name: from.nickname, from_avatar: '', sendUUid: from.uuid };
  const content = { id: randomUUID(), type, data, options, create_time: time, isremove: 0 } as const;
  if ('uuid' in to) return { ...content, ...sender, to_id: to.id, to_name: to.nickname, to_avatar: '', chatType: 'single' };
  return { ...content, ...sender, to_id: to.id, to_name: to.name, to_avatar: '', chatType: 'group', group: wireGroup(to) };
}

/** A notice in a group, or to one user. */
export function noticeMessage({
  notice,
  group,
  to,
  time,
}: {
  readonly notice: object;
  readonly group: ListedGroup | null;
  readonly to: number;
  readonly time: number;
}): WireMessage {
  const sides = { from_id: 0, from_name: '', from_avatar: '', sendUUid: '', to_id: group?.id ?? to, to_name: '', to_avatar: '' };
  const content = { type: NOTICE_TYPE, data: { data: 'told', dataType: false, otherData: null }, options: { notice } };
  const place = group ? ({ chatType: 'group', group: wireGroup(group) } as const) : ({ chatType: 'single' } as const);
  return { id: randomUUID(), ...sides, ...content, ...place, create_time: time, isremove: 0 };
}

/** What stands where a message was taken back, and at the end of its conversation. */
export function recallMessage({ seq, message: { extras: _gone, ...message } }: Entry, by: WireUser): WireMessage {
  const notice = { kind: 'recalled', seq, id: message.id, by: { id: by.id, name: by.nickname, avatar: '' } };
  const data = { data: `${by.nickname}撤回了一条消息`, dataType: false, otherData: null };
  return { ...message, type: NOTICE_TYPE, data, options: { notice }, isremove: 1, actionType: 'revoke' };
}

function wireGroup({ id, name, avatar, remark, user_id, invite_confirm }: ListedGroup): WireMessage['group'] & object {
  return { id, name, avatar, remark, user_id, invite_confirm };
}
