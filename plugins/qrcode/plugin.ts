import { definePlugin } from '#kernel';

/** QR codes as pictures: `app.qrcode.png(text)` and `app.qrcode.svg(text)`. */
export default definePlugin({ name: 'qrcode', path: import.meta.dirname });
