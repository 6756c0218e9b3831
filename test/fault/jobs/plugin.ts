import { definePlugin } from '#kernel';

/** Puts work off, and dies. */
export default definePlugin({ name: 'mortal', path: import.meta.dirname, dependencies: ['schedule'] });

declare module '#kernel' {
  interface JobData {
    mortal: { readonly file: string; readonly text: string; readonly isSlow: boolean };
  }
}
