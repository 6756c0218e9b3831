import type { RouteRecordRaw } from 'vue-router';
import { SECTIONS } from './sections.ts';

const { list, detail: none } = SECTIONS.conversations;

/** Conversations, and one of them. */
export const conversations: readonly RouteRecordRaw[] = [
  {
    path: 'conversations',
    name: 'conversations',
    components: { list, default: none },
    meta: { pane: 'list' },
  },
  {
    path: 'conversations/:chatType([a-z]+)/:peerId(\\d+)',
    name: 'conversation',
    components: { list, default: () => import('../views/conversations/ConversationPane.vue') },
    meta: { pane: 'detail' },
  },
];
