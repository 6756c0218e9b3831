import type { WireMessage } from '../../../protocol/index.ts';

/** A message within one that shows several. */
export interface MergedItem {
  /** The name that everybody sees: never a remark (D33). */
  readonly from_name: string;
  readonly type: string;
  readonly data: unknown;
  /** ms */
  readonly time: number;
}

/** Data of a message that shows several; `options.forwarded` says that the server made it. */
export interface MergedData {
  readonly kind: 'merged';
  readonly title: string;
  readonly items: readonly MergedItem[];
}

/** Messages, oldest first, → the data of the one that shows them all. */
export function mergeMessages(messages: readonly WireMessage[]): string {
  const items = messages.map(({ from_name, type, data, create_time: time }): MergedItem => ({ from_name, type, data, time }));
  return JSON.stringify({ kind: 'merged', title: titleOf(messages), items } satisfies MergedData);
}

function titleOf(messages: readonly WireMessage[]): string {
  const [first] = messages;
  const conversations = new Set(messages.map(({ chatType, from_id, to_id }) => keyOf(chatType, Number(from_id), to_id)));
  if (!first || conversations.size > 1) return '聊天记录';
  return first.chatType === 'single' ? `${first.from_name}和${first.to_name}的聊天记录` : '群聊的聊天记录';
}

function keyOf(chatType: string, from: number, to: number): string {
  return chatType === 'single' ? `single:${Math.min(from, to)}:${Math.max(from, to)}` : `${chatType}:${to}`;
}
