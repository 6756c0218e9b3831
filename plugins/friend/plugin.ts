import { definePlugin, type ConfigOf, type ControllersOf, type InstancesOf, type ShapeOf } from '#kernel';
import type * as controllers from './app/controller/index.ts';
import type errors from './app/error.ts';
import type * as services from './app/service/index.ts';
import type config from './config/config.default.ts';

/** Friends: asking to be some, and the lists that users keep of theirs. */
export default definePlugin({ name: 'friend', path: import.meta.dirname, dependencies: ['sequelize', 'redis', 'validate'], feature: true });

declare module '#kernel' {
  interface Controllers extends ControllersOf<typeof controllers> {}
  interface Errors extends ShapeOf<typeof errors> {}
  interface Services extends InstancesOf<typeof services> {}
  interface AppConfig extends ConfigOf<typeof config> {}
}
