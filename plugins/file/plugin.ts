import { definePlugin, type ConfigOf, type ControllersOf, type InstancesOf, type ShapeOf } from '#kernel';
import type * as controllers from './app/controller/index.ts';
import type errors from './app/error.ts';
import type application from './app/extend/application.ts';
import type * as services from './app/service/index.ts';
import type config from './config/config.default.ts';

/** Files of users: pictures, sound, films and everything else, in messages and as pictures of people and groups. */
export default definePlugin({
  name: 'file',
  path: import.meta.dirname,
  dependencies: ['sequelize', 'redis', 'jwt', 'storage', 'validate', 'schedule'],
  feature: true,
});

declare module '#kernel' {
  interface Controllers extends ControllersOf<typeof controllers> {}
  interface Errors extends ShapeOf<typeof errors> {}
  interface ApplicationExtension extends ShapeOf<typeof application> {}
  interface Services extends InstancesOf<typeof services> {}
  interface AppConfig extends ConfigOf<typeof config> {}
}
