import { definePlugin, type ConfigOf, type ShapeOf, type StepsOf } from '#kernel';
import type application from './app/extend/application.ts';
import type context from './app/extend/context.ts';
import type * as steps from './app/middleware/index.ts';
import type config from './config/config.default.ts';

/** Runs an application of Egg, with the plugins that are published for Egg, beside Foyer; off unless an installation asks for it. */
export default definePlugin({
  name: 'eggCompat',
  path: import.meta.dirname,
  enable: false,
  dependencies: ['log', 'jwt', 'validate', 'websocket', 'schedule'],
});

declare module '#kernel' {
  interface ApplicationExtension extends ShapeOf<typeof application> {}
  interface ContextExtension extends ShapeOf<typeof context> {}
  interface Steps extends StepsOf<typeof steps> {}
  interface AppConfig extends ConfigOf<typeof config> {}
}
