import { extendApplication } from '#kernel';
import { QrcodePainter } from '../../painter.ts';

const painters = new WeakMap<object, QrcodePainter>();

/** What the qrcode plugin adds to the application. */
export default extendApplication({
  /** Draws QR codes. */
  get qrcode(): QrcodePainter {
    let painter = painters.get(this);
    if (!painter) painters.set(this, (painter = new QrcodePainter(this.config.qrcode)));
    return painter;
  },
});
