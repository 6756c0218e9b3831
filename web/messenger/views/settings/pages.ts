import { defineAsyncComponent } from 'vue';
import type { SettingPage } from '../../unit-screens.ts';

/** The messenger's own pages. */
const OWN: readonly SettingPage[] = [
  { name: 'profile', title: 'settings.profile', icon: 'contacts', view: defineAsyncComponent(() => import('./ProfilePage.vue')) },
  { name: 'privacy', title: 'settings.privacy', icon: 'lock', view: defineAsyncComponent(() => import('./PrivacyPage.vue')) },
  { name: 'devices', title: 'settings.devices', icon: 'device', view: defineAsyncComponent(() => import('./DevicesPage.vue')) },
  { name: 'appearance', title: 'settings.appearance', icon: 'sun', view: defineAsyncComponent(() => import('./AppearancePage.vue')) },
  { name: 'password', title: 'settings.password', icon: 'edit', view: defineAsyncComponent(() => import('./PasswordPage.vue')) },
];

/** All pages in the order of the list: the messenger's own, and each that a unit brings behind the one that it names. */
export function pagesWith(brought: readonly SettingPage[]): readonly SettingPage[] {
  return brought.reduce((pages, page) => {
    const before = pages.findIndex(({ name }) => name === page.after) + 1 || pages.length;
    return [...pages.slice(0, before), page, ...pages.slice(before)];
  }, OWN);
}
