import { definePlugin, type ConfigOf, type ShapeOf } from '#kernel';
import type application from './app/extend/application.ts';
import type config from './config/config.default.ts';

/** WebSocket endpoints beside the router: `app.websocket.route('/ws', …)`. */
export default definePlugin({ name: 'websocket', path: import.meta.dirname });

declare module '#kernel' {
  interface ApplicationExtension extends ShapeOf<typeof application> {}
  interface AppConfig extends ConfigOf<typeof config> {}
}
