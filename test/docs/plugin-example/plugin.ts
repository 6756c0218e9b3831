import { definePlugin, type ConfigOf, type ControllersOf, type InstancesOf, type ShapeOf } from '#kernel';
import type * as controllers from './app/controller/index.ts';
import type errors from './app/error.ts';
import type * as services from './app/service/index.ts';
import type { Hits } from './app/service/wordlist.ts';
import type config from './config/config.default.ts';

/** Masks the words of a list in messages, and counts how often. */
export default definePlugin({ name: 'wordlist', path: import.meta.dirname, dependencies: ['sequelize', 'validate'] });

declare module '#kernel' {
  interface Services extends InstancesOf<typeof services> {}
  interface Controllers extends ControllersOf<typeof controllers> {}
  interface Errors extends ShapeOf<typeof errors> {}
  interface AppConfig extends ConfigOf<typeof config> {}
}

declare module '#app' {
  interface ClientFrames {
    wordlist: { readonly ref: number };
  }
  interface ServerFrames {
    wordlist: { readonly ref: number; readonly hits: readonly Hits[] };
  }
}
