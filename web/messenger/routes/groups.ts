import type { RouteRecordRaw } from 'vue-router';

const list = () => import('../views/groups/GroupsPane.vue');

/** Groups, one of them, its code, and the ways into groups. */
export const groups: readonly RouteRecordRaw[] = [
  {
    path: 'groups',
    name: 'groups',
    components: { list, default: () => import('../views/groups/NoGroup.vue') },
    meta: { pane: 'list' },
  },
  detail('groups/new', 'new-group', () => import('../views/groups/NewGroupPane.vue')),
  detail('groups/requests', 'group-requests', () => import('../views/groups/RequestsPane.vue')),
  detail('groups/rooms', 'rooms', () => import('../views/groups/RoomsPane.vue')),
  ofCodes(detail('groups/scan', 'scan', () => import('../views/scan/ScanPane.vue'))),
  detail('groups/:groupId(\\d+)', 'group', () => import('../views/groups/GroupPane.vue')),
  ofCodes(detail('groups/:groupId(\\d+)/code', 'group-code', () => import('../views/code/GroupCodePane.vue'))),
];

function detail(path: string, name: string, view: () => Promise<object>): RouteRecordRaw {
  return { path, name, components: { list, default: view }, meta: { pane: 'detail' } };
}

function ofCodes(route: RouteRecordRaw): RouteRecordRaw {
  return { ...route, meta: { ...route.meta, unit: 'code' } };
}
