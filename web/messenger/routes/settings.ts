import type { RouteRecordRaw } from 'vue-router';

const list = () => import('../views/settings/SettingsPane.vue');

/** Settings by page. */
export const settings: readonly RouteRecordRaw[] = [
  {
    path: 'settings',
    name: 'settings',
    components: { list, default: () => import('../views/settings/NoSetting.vue') },
    meta: { pane: 'list' },
  },
  {
    path: 'settings/:page([a-z-]+)',
    name: 'setting',
    components: { list, default: () => import('../views/settings/SettingPane.vue') },
    meta: { pane: 'detail' },
  },
];
