import { defineAsyncComponent } from 'vue';
import type { UnitScreens } from '#screens';
import texts from './texts.ts';

/** A page of the settings; and what a browser was told is followed from the beginning on. */
export default {
  texts,
  settings: [
    {
      name: 'notifications',
      title: 'push.title',
      icon: 'bell',
      after: 'devices',
      view: defineAsyncComponent(() => import('./PushSetting.vue')),
    },
  ],
  start: async () => (await import('./push.ts')).followPush(),
} satisfies UnitScreens;
