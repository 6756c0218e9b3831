import { definePlugin, type ConfigOf, type ControllersOf, type InstancesOf, type ShapeOf } from '@foyer-chat/foyer/kernel';
import type * as controllers from './app/controller/index.ts';
import type errors from './app/error.ts';
import type { Reaction } from './app/service/reactions.ts';
import type * as services from './app/service/index.ts';
import type config from './config/config.default.ts';

/** Emoji under messages. */
export default definePlugin({
  name: 'reactions',
  path: import.meta.dirname,
  dependencies: ['sequelize', 'redis', 'validate'],
  feature: true,
});

declare module '@foyer-chat/foyer/kernel' {
  interface Services extends InstancesOf<typeof services> {}
  interface Controllers extends ControllersOf<typeof controllers> {}
  interface Errors extends ShapeOf<typeof errors> {}
  interface AppConfig extends ConfigOf<typeof config> {}
}

declare module '@foyer-chat/foyer/app' {
  interface MessageExtras {
    reactions: readonly Reaction[];
  }
  interface ClientFrames {
    react: { readonly ref: number; readonly id: string; readonly emoji: string; readonly on?: boolean };
  }
  interface ServerFrames {
    react: { readonly ref: number };
  }
}
