import { defineConfig } from '#kernel';

/** Failures that tests provoke would fill the screen. */
export default defineConfig({ log: { level: 'silent' } });
