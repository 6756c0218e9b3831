import type { Notice, WireMessage } from '../../protocol/index.ts';

export type { GroupNotice, NamedGroup, Notice, Person, Recall, UserNotice } from '../../protocol/index.ts';

/** The facts that a message carries; null for what people wrote. */
export function noticeOf({ options }: Pick<WireMessage, 'options'>): Notice | null {
  const notice: unknown = options && 'notice' in options ? options.notice : null;
  return isNotice(notice) ? notice : null;
}

/** What a notice says, in the server's words: for kinds that a screen does not know. '' for what people wrote. */
export function noticeText({ options }: Pick<WireMessage, 'options'>, language: 'zh' | 'en'): string {
  const words: unknown = options && 'notice' in options && 'words' in options ? options.words : null;
  const text: unknown = typeof words === 'object' && words !== null ? Reflect.get(words, language) : '';
  return typeof text === 'string' ? text : '';
}

/** The server drops this option from what clients send, so that it is the system's word. */
function isNotice(value: unknown): value is Notice {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  return value.kind !== 'recalled' || ('seq' in value && typeof value.seq === 'number');
}
