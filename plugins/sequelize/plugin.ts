import { definePlugin, type ConfigOf, type ShapeOf } from '#kernel';
import type application from './app/extend/application.ts';
import type config from './config/config.default.ts';

/** The database: raw SQL as `app.sql`, models as `app.model`, migrations at the start. */
export default definePlugin({ name: 'sequelize', path: import.meta.dirname });

declare module '#kernel' {
  interface ApplicationExtension extends ShapeOf<typeof application> {}
  interface AppConfig extends ConfigOf<typeof config> {}
}
