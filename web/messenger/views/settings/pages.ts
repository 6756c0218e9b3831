import { defineAsyncComponent, type Component } from 'vue';
import type { IconName } from '../../../ui/icons.ts';

/** A page of the settings. */
export interface SettingPage {
  /** In the address, and of its title among the texts. */
  readonly name: string;
  readonly icon: IconName;
  /** The unit of the server that it is about; it is there where that one is on. */
  readonly unit?: string;
  readonly view: Component;
}

/** All pages, in the order of the list. */
export const PAGES: readonly SettingPage[] = [
  { name: 'profile', icon: 'contacts', view: defineAsyncComponent(() => import('./ProfilePage.vue')) },
  { name: 'code', icon: 'qr', unit: 'code', view: defineAsyncComponent(() => import('./CodePage.vue')) },
  { name: 'privacy', icon: 'lock', view: defineAsyncComponent(() => import('./PrivacyPage.vue')) },
  { name: 'devices', icon: 'device', view: defineAsyncComponent(() => import('./DevicesPage.vue')) },
  { name: 'notifications', icon: 'bell', unit: 'push', view: defineAsyncComponent(() => import('./PushSetting.vue')) },
  { name: 'appearance', icon: 'sun', view: defineAsyncComponent(() => import('./AppearancePage.vue')) },
  { name: 'password', icon: 'edit', view: defineAsyncComponent(() => import('./PasswordPage.vue')) },
  { name: 'data', icon: 'download', unit: 'privacy', view: defineAsyncComponent(() => import('./DataPage.vue')) },
];
