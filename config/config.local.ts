import { defineConfig } from '#kernel';
import { env } from './env.ts';

/** A development machine: reached from itself only, by pages of any of its ports. */
export default defineConfig({ listen: { host: env.HOST ?? '127.0.0.1' }, origin: { loopback: true } });
