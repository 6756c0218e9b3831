import { extendApplication, onceFor, type Application } from '#kernel';
import { QrcodePainter } from '../../painter.ts';

const painterOf = onceFor((app: Application) => new QrcodePainter(app.config.qrcode));

/** What the qrcode plugin adds to the application. */
export default extendApplication({
  /** Draws QR codes. */
  get qrcode(): QrcodePainter {
    return painterOf(this);
  },
});
