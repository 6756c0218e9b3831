import { definePlugin, type ConfigOf, type ShapeOf } from '#kernel';
import type application from './app/extend/application.ts';
import type config from './config/config.default.ts';

/** The engine: `app.engine`, in this process or on Redis, and `app.redis`. */
export default definePlugin({ name: 'redis', path: import.meta.dirname });

declare module '#kernel' {
  interface ApplicationExtension extends ShapeOf<typeof application> {}
  interface AppConfig extends ConfigOf<typeof config> {}
}
