import { definePlugin, type ConfigOf, type ShapeOf, type StepsOf } from '#kernel';
import type application from './app/extend/application.ts';
import type context from './app/extend/context.ts';
import type * as steps from './app/middleware/index.ts';
import type config from './config/config.default.ts';

/** The log: `app.logger`, `ctx.logger` with the request's id, and one entry per request. */
export default definePlugin({ name: 'log', path: import.meta.dirname });

declare module '#kernel' {
  interface ApplicationExtension extends ShapeOf<typeof application> {}
  interface ContextExtension extends ShapeOf<typeof context> {}
  interface Steps extends StepsOf<typeof steps> {}
  interface AppConfig extends ConfigOf<typeof config> {}
}
