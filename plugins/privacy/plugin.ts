import { definePlugin, type ControllersOf, type InstancesOf } from '#kernel';
import type * as controllers from './app/controller/index.ts';
import type * as services from './app/service/index.ts';

/** People's own data: they take it along, and erase their account. */
export default definePlugin({
  name: 'privacy',
  path: import.meta.dirname,
  dependencies: ['sequelize', 'redis', 'validate'],
  feature: true,
});

declare module '#kernel' {
  interface Controllers extends ControllersOf<typeof controllers> {}
  interface Services extends InstancesOf<typeof services> {}
}
