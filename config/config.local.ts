import { defineConfig } from '#kernel';

/** A development machine: reached from itself only, by pages of any of its ports. */
export default defineConfig({ listen: { host: '127.0.0.1' }, origin: { loopback: true } });
