import { definePlugin, type ConfigOf, type ShapeOf } from '#kernel';
import type application from './app/extend/application.ts';
import type config from './config/config.default.ts';

/** Work that comes again by itself, `app/schedule/` of every unit, and work that is put off, `app/job/`. */
export default definePlugin({ name: 'schedule', path: import.meta.dirname, dependencies: ['sequelize', 'redis', 'log', 'metrics'] });

declare module '#kernel' {
  interface ApplicationExtension extends ShapeOf<typeof application> {}
  interface AppConfig extends ConfigOf<typeof config> {}
}
