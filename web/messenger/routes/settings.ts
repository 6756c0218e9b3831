import type { RouteRecordRaw } from 'vue-router';
import { SECTIONS } from './sections.ts';

const { list, detail: none } = SECTIONS.settings;

/** Settings by page. */
export const settings: readonly RouteRecordRaw[] = [
  {
    path: 'settings',
    name: 'settings',
    components: { list, default: none },
    meta: { pane: 'list' },
  },
  {
    path: 'settings/:page([a-z-]+)',
    name: 'setting',
    components: { list, default: () => import('../views/settings/SettingPane.vue') },
    meta: { pane: 'detail' },
  },
];
