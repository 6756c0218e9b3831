import { parseJson } from '#kernel';
import type { ChatRule, Chatset } from '../../protocol/index.ts';

const DEFAULT_RULE: ChatRule = { sendCount: 1, needFollow: false };

/** What holds for a user who has set nothing. */
export const DEFAULT_CHATSET: Chatset = { visitor: DEFAULT_RULE, user: DEFAULT_RULE };

/** Reads a stored setting tolerantly: one bad row never breaks a send to that user (D11). */
export function readChatset(stored: string | null): Chatset {
  const chatset = field(stored === null ? undefined : parseJson(stored), 'chatset');
  return { visitor: readRule(field(chatset, 'visitor')), user: readRule(field(chatset, 'user')) };
}

/** The stored form of a setting; the same shape that `userset` has on the wire. */
export function writeChatset(chatset: Chatset): string {
  return JSON.stringify({ chatset });
}

function readRule(value: unknown): ChatRule {
  if (isSendCount(value)) return { sendCount: value, needFollow: false };
  const sendCount = field(value, 'sendCount');
  const needFollow = field(value, 'needFollow');
  return {
    sendCount: isSendCount(sendCount) ? sendCount : DEFAULT_RULE.sendCount,
    needFollow: typeof needFollow === 'boolean' ? needFollow : DEFAULT_RULE.needFollow,
  };
}

function isSendCount(value: unknown): value is ChatRule['sendCount'] {
  return value === 0 || value === 1 || value === 2;
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (Reflect.get(value, name) as unknown) : undefined;
}
