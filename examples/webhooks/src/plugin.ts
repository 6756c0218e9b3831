import { definePlugin, type ConfigOf, type InstancesOf, type ShapeOf } from '@foyer-chat/foyer/kernel';
import type application from './app/extend/application.ts';
import type * as services from './app/service/index.ts';
import type config from './config/config.default.ts';

/** Tells servers of the site what happens here. */
export default definePlugin({ name: 'webhooks', path: import.meta.dirname, dependencies: ['sequelize', 'schedule', 'metrics', 'log'] });

declare module '@foyer-chat/foyer/kernel' {
  interface Services extends InstancesOf<typeof services> {}
  interface ApplicationExtension extends ShapeOf<typeof application> {}
  interface AppConfig extends ConfigOf<typeof config> {}
}
