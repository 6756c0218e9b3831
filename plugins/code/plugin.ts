import { definePlugin, type ConfigOf, type ControllersOf, type InstancesOf, type ShapeOf } from '#kernel';
import type * as controllers from './app/controller/index.ts';
import type errors from './app/error.ts';
import type * as services from './app/service/index.ts';
import type config from './config/config.default.ts';

/** Codes of groups and people: pictures that let in whoever scans them. */
export default definePlugin({
  name: 'code',
  path: import.meta.dirname,
  dependencies: ['sequelize', 'jwt', 'validate', 'qrcode'],
  feature: true,
});

declare module '#kernel' {
  interface Controllers extends ControllersOf<typeof controllers> {}
  interface Errors extends ShapeOf<typeof errors> {}
  interface Services extends InstancesOf<typeof services> {}
  interface AppConfig extends ConfigOf<typeof config> {}
}
