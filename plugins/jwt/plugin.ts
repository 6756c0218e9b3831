import { definePlugin, type ConfigOf, type ShapeOf } from '#kernel';
import type application from './app/extend/application.ts';
import type config from './config/config.default.ts';

/** Tokens: `app.token.sign`, `app.token.verify`, and secrets that all nodes share. */
export default definePlugin({ name: 'jwt', path: import.meta.dirname, dependencies: ['sequelize'] });

declare module '#kernel' {
  interface ApplicationExtension extends ShapeOf<typeof application> {}
  interface AppConfig extends ConfigOf<typeof config> {}
}
