import { definePlugin, type ConfigOf } from '@foyer-chat/foyer/kernel';
import type { Answering } from './answering.ts';
import type config from './config/config.default.ts';

/** Answers those who write to an account of the service, by words and opening hours. */
export default definePlugin({ name: 'autoAnswer', path: import.meta.dirname, dependencies: ['sequelize', 'schedule', 'metrics'] });

declare module '@foyer-chat/foyer/kernel' {
  interface AppConfig extends ConfigOf<typeof config> {}
  interface JobData {
    autoAnswer: Answering;
  }
}
