import type { RouteRecordRaw } from 'vue-router';

/** Messages by their words. */
export const search: readonly RouteRecordRaw[] = [
  {
    path: 'conversations/search',
    name: 'search',
    components: {
      list: () => import('../views/search/SearchPane.vue'),
      default: () => import('../views/conversations/NoConversation.vue'),
    },
    meta: { pane: 'list', unit: 'search' },
  },
];
