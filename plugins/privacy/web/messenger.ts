import { defineAsyncComponent } from 'vue';
import type { UnitScreens } from '#screens';
import texts from './texts.ts';

/** A page of the settings: taking one's data along, and erasing the account. */
export default {
  texts,
  settings: [{ name: 'data', title: 'privacy.title', icon: 'download', view: defineAsyncComponent(() => import('./DataPage.vue')) }],
} satisfies UnitScreens;
