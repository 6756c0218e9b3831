import { defineConfig } from '#kernel';

/** People read the log of a development machine. */
export default defineConfig({ log: { pretty: true } });
