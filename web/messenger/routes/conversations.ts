import type { RouteRecordRaw } from 'vue-router';

const list = () => import('../views/conversations/ConversationsPane.vue');

/** Conversations, and one of them. */
export const conversations: readonly RouteRecordRaw[] = [
  {
    path: 'conversations',
    name: 'conversations',
    components: { list, default: () => import('../views/conversations/NoConversation.vue') },
    meta: { pane: 'list' },
  },
  {
    path: 'conversations/:chatType([a-z]+)/:peerId(\\d+)',
    name: 'conversation',
    components: { list, default: () => import('../views/conversations/ConversationPane.vue') },
    meta: { pane: 'detail' },
  },
];
