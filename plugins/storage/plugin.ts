import { definePlugin, type ConfigOf, type ShapeOf } from '#kernel';
import type application from './app/extend/application.ts';
import type config from './config/config.default.ts';

/** Files of users: `app.storage`, a folder of this machine or an S3-compatible store. */
export default definePlugin({ name: 'storage', path: import.meta.dirname, dependencies: ['sequelize'] });

declare module '#kernel' {
  interface ApplicationExtension extends ShapeOf<typeof application> {}
  interface AppConfig extends ConfigOf<typeof config> {}
}
