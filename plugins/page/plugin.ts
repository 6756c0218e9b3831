import { definePlugin, type ConfigOf, type ControllersOf } from '#kernel';
import type * as controllers from './app/controller/index.ts';
import type config from './config/config.default.ts';

/** The pages of `web/`: `/`, and the modules that they load. */
export default definePlugin({ name: 'page', path: import.meta.dirname });

declare module '#kernel' {
  interface Controllers extends ControllersOf<typeof controllers> {}
  interface AppConfig extends ConfigOf<typeof config> {}
}
