import type { ChatType } from '../../../protocol/index.ts';

/**
 * Names of the kinds that users write to, in the order in which an error lists them: what the rules take for `chatType`. One for the process,
 * since rules are made where no application is at hand; `Kinds` keeps it.
 */
export const CHAT_TYPES = new Set<ChatType>(['single', 'group']);
