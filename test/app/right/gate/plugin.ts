import { definePlugin, type ShapeOf } from '#kernel';
import type rights from './app/right.ts';

/** A unit with a right of its own, and a route for who has it. */
export default definePlugin({ name: 'gate', path: import.meta.dirname, dependencies: ['validate'] });

declare module '#kernel' {
  interface Rights extends ShapeOf<typeof rights> {}
}
