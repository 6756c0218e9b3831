import { definePlugin, type ConfigOf, type ControllersOf, type ShapeOf, type StepsOf } from '#kernel';
import type * as controllers from './app/controller/index.ts';
import type application from './app/extend/application.ts';
import type * as steps from './app/middleware/index.ts';
import type config from './config/config.default.ts';

/** Metrics for Prometheus: `app.metrics`, and GET /metrics. */
export default definePlugin({ name: 'metrics', path: import.meta.dirname });

declare module '#kernel' {
  interface Controllers extends ControllersOf<typeof controllers> {}
  interface ApplicationExtension extends ShapeOf<typeof application> {}
  interface Steps extends StepsOf<typeof steps> {}
  interface AppConfig extends ConfigOf<typeof config> {}
}
