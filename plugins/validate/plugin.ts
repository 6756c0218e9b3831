import { definePlugin, type ConfigOf, type ControllersOf, type ShapeOf, type StepsOf } from '#kernel';
import type * as controllers from './app/controller/index.ts';
import type context from './app/extend/context.ts';
import type * as steps from './app/middleware/index.ts';
import type config from './config/config.default.ts';

/** Parameters by rule: parsing, types, error codes and the API description from one source. */
export default definePlugin({ name: 'validate', path: import.meta.dirname });

declare module '#kernel' {
  interface Controllers extends ControllersOf<typeof controllers> {}
  interface ContextExtension extends ShapeOf<typeof context> {}
  interface Steps extends StepsOf<typeof steps> {}
  interface AppConfig extends ConfigOf<typeof config> {}
}
