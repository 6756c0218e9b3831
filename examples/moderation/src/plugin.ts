import { definePlugin, type ConfigOf, type ControllersOf, type InstancesOf, type ShapeOf } from '@foyer-chat/foyer/kernel';
import type * as controllers from './app/controller/index.ts';
import type errors from './app/error.ts';
import type application from './app/extend/application.ts';
import type rights from './app/right.ts';
import type * as services from './app/service/index.ts';
import type config from './config/config.default.ts';

/** Masks or refuses messages that hold a listed word. */
export default definePlugin({ name: 'moderation', path: import.meta.dirname, dependencies: ['sequelize', 'validate', 'metrics'] });

declare module '@foyer-chat/foyer/kernel' {
  interface Services extends InstancesOf<typeof services> {}
  interface Controllers extends ControllersOf<typeof controllers> {}
  interface Errors extends ShapeOf<typeof errors> {}
  interface Rights extends ShapeOf<typeof rights> {}
  interface ApplicationExtension extends ShapeOf<typeof application> {}
  interface AppConfig extends ConfigOf<typeof config> {}
}
