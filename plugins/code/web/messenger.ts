import { defineAsyncComponent } from 'vue';
import type { UnitScreens } from '#screens';
import texts from './texts.ts';

/** Codes: one's own, those of groups, and what a scanned one leads to. */
export default {
  texts,
  pages: [
    { path: 'join', name: 'join', isOpen: true, view: () => import('./JoinView.vue') },
    { path: 'groups/scan', name: 'scan', beside: 'groups', view: () => import('./ScanPane.vue') },
    { path: 'groups/:groupId(\\d+)/code', name: 'group-code', beside: 'groups', view: () => import('./GroupCodePane.vue') },
  ],
  settings: [
    { name: 'code', title: 'code.mine', icon: 'qr', after: 'profile', view: defineAsyncComponent(() => import('./CodePage.vue')) },
  ],
  links: {
    contacts: [{ text: 'code.mine', icon: 'qr', to: () => ({ name: 'setting', params: { page: 'code' } }) }],
    groups: [{ text: 'code.scanTitle', icon: 'scan', to: () => ({ name: 'scan' }) }],
    group: [{ text: 'code.title', icon: 'qr', to: ({ id }) => ({ name: 'group-code', params: { groupId: id } }) }],
  },
} satisfies UnitScreens;
