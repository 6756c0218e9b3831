import { definePlugin, type ConfigOf, type ShapeOf } from '#kernel';
import type errors from './app/error.ts';
import type application from './app/extend/application.ts';
import type config from './config/config.default.ts';

/** QR codes as pictures: `app.qrcode.png(text)` and `app.qrcode.svg(text)`. */
export default definePlugin({ name: 'qrcode', path: import.meta.dirname });

declare module '#kernel' {
  interface Errors extends ShapeOf<typeof errors> {}
  interface ApplicationExtension extends ShapeOf<typeof application> {}
  interface AppConfig extends ConfigOf<typeof config> {}
}
