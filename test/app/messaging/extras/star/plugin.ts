import { definePlugin } from '#kernel';

/** A unit that adds stars to messages. */
export default definePlugin({ name: 'star', path: import.meta.dirname });

declare module '#app' {
  interface MessageExtras {
    star: number;
  }
}
