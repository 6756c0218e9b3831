import { NOTICE_TYPE, type WireMessage } from '../../protocol/index.ts';
import { groupAvatar, userAvatar } from '../avatar/shown.ts';
import type { StoredMessage } from '../messaging/journal/draft.ts';
import { messageId } from '../messaging/journal/message-id.ts';
import { notices } from '../messaging/notice/catalogue.ts';
import { isNamed, readNotice, type NamedGroup, type Notice, type Person } from '../messaging/notice/facts.ts';
import { wordsOf, type NoticeForm } from '../messaging/notice/form.ts';
import type { Sides } from './sides.ts';

/** Stands for a kind whose unit is not there any more. */
const UNKNOWN: NoticeForm = { zh: '[系统消息] 该功能已停用', en: 'This was told by a feature that is switched off' };

/** A stored notice → the form in which the published client knows it (contract §7), with the facts and both languages beside it for ours. */
export function presentNotice(message: StoredMessage, sides: Sides): WireMessage {
  const notice = withPictures(readNotice(message.data));
  const form = notices.find(notice.kind) ?? UNKNOWN;
  const words = wordsOf(form, notice, message.createdAt);
  const fields = form.plain?.(notice, message.createdAt);
  return {
    id: messageId(message),
    ...sides,
    type: NOTICE_TYPE,
    data: { data: words.zh, dataType: false, otherData: null },
    options: { notice, words },
    create_time: message.createdAt,
    isremove: 0,
    ...fields,
    // The row of the published client, which it takes away by this once its page is done.
    ...(fields?.redirect && { msgidKey: String(fields.from_id) }),
  };
}

/** A notice whose people and groups have pictures, as everybody has who is shown. */
function withPictures<Told extends Notice>(notice: Told): Told {
  const entries = Object.entries(notice).map(([role, value]: [string, unknown]) => [role, isNamed(value) ? pictured(role, value) : value]);
  // The shape is the same: pictures are texts still.
  return Object.fromEntries(entries) as Told; // oxlint-disable-line typescript/no-unsafe-type-assertion
}

function pictured(role: string, value: Person | NamedGroup): Person | NamedGroup {
  return { ...value, avatar: role === 'group' ? groupAvatar(value) : userAvatar(value) };
}
