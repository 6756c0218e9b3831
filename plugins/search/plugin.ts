import { definePlugin, type ConfigOf, type ControllersOf, type InstancesOf, type ShapeOf } from '#kernel';
import type * as controllers from './app/controller/index.ts';
import type application from './app/extend/application.ts';
import type * as services from './app/service/index.ts';
import type config from './config/config.default.ts';

/** Search in one's own conversations, by words. */
export default definePlugin({
  name: 'search',
  path: import.meta.dirname,
  dependencies: ['sequelize', 'redis', 'validate'],
  feature: true,
});

declare module '#kernel' {
  interface Controllers extends ControllersOf<typeof controllers> {}
  interface Services extends InstancesOf<typeof services> {}
  interface ApplicationExtension extends ShapeOf<typeof application> {}
  interface AppConfig extends ConfigOf<typeof config> {}
}
