import type { RouteRecordRaw } from 'vue-router';
import { SECTIONS } from './sections.ts';

const { list, detail: none } = SECTIONS.groups;

/** Groups, one of them, and the ways into groups. */
export const groups: readonly RouteRecordRaw[] = [
  {
    path: 'groups',
    name: 'groups',
    components: { list, default: none },
    meta: { pane: 'list' },
  },
  detail('groups/new', 'new-group', () => import('../views/groups/NewGroupPane.vue')),
  detail('groups/requests', 'group-requests', () => import('../views/groups/RequestsPane.vue')),
  detail('groups/rooms', 'rooms', () => import('../views/groups/RoomsPane.vue')),
  detail('groups/:groupId(\\d+)', 'group', () => import('../views/groups/GroupPane.vue')),
];

function detail(path: string, name: string, view: () => Promise<object>): RouteRecordRaw {
  return { path, name, components: { list, default: view }, meta: { pane: 'detail' } };
}
