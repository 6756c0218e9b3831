import { definePlugin, type ShapeOf } from '#kernel';
import type application from './app/extend/application.ts';

/** A unit with a kind of conversation of its own: a few users without a name, a picture or an owner. */
export default definePlugin({ name: 'circle', path: import.meta.dirname });

declare module '#kernel' {
  interface ApplicationExtension extends ShapeOf<typeof application> {}
}

declare module '#app' {
  interface ChatKinds {
    readonly circle: true;
  }
}
