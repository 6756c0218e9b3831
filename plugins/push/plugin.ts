import { definePlugin, type ConfigOf, type ControllersOf, type InstancesOf, type ShapeOf } from '#kernel';
import type * as controllers from './app/controller/index.ts';
import type errors from './app/error.ts';
import type application from './app/extend/application.ts';
import type * as services from './app/service/index.ts';
import type config from './config/config.default.ts';
import type { MissedPush } from './push.ts';

/** Web push: browsers that are closed hear of messages too. */
export default definePlugin({
  name: 'push',
  path: import.meta.dirname,
  dependencies: ['sequelize', 'redis', 'jwt', 'validate', 'log', 'schedule'],
  feature: true,
});

declare module '#kernel' {
  interface Controllers extends ControllersOf<typeof controllers> {}
  interface Errors extends ShapeOf<typeof errors> {}
  interface ApplicationExtension extends ShapeOf<typeof application> {}
  interface Services extends InstancesOf<typeof services> {}
  interface JobData {
    pushAgain: MissedPush;
  }
  interface AppConfig extends ConfigOf<typeof config> {}
}
