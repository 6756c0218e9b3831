import qrImage from 'qr-image';
import type { QrcodeConfig } from './config/config.default.ts';

/** A text that is too long for a code; the code is one of the app's error table. */
export class QrcodeError extends Error {
  override readonly name = 'QrcodeError';
  readonly code = 'code_too_long';
}

/** How much of a picture may be lost: 15 %. */
const LEVEL = 'M';

/** Draws codes, and keeps the last ones: a picture costs some milliseconds, and pages ask for the same again. */
export class QrcodePainter {
  readonly #config: QrcodeConfig;
  readonly #kept = new Map<string, Buffer | string>();

  constructor(config: QrcodeConfig) {
    this.#config = config;
  }

  /** A PNG of the text. Rejects with QrcodeError when the text is too long. */
  async png(text: string): Promise<Buffer> {
    const { margin, scale: size } = this.#config;
    return this.#once(`png:${text}`, () => qrImage.imageSync(this.#checked(text), { type: 'png', ec_level: LEVEL, margin, size }));
  }

  /** An SVG of the text, without a size of its own. Throws QrcodeError when the text is too long. */
  svg(text: string): string {
    const { margin } = this.#config;
    return this.#once(`svg:${text}`, () => qrImage.imageSync(this.#checked(text), { type: 'svg', ec_level: LEVEL, margin }));
  }

  #checked(text: string): string {
    const bytes = Buffer.byteLength(text);
    if (bytes > this.#config.longest) throw new QrcodeError(`a code holds ${this.#config.longest} bytes at most, not ${bytes}`);
    return text;
  }

  /** The prefix of a key says which of both it is. */
  #once<Picture extends Buffer | string>(key: string, draw: () => Picture): Picture {
    const picture = (this.#kept.get(key) as Picture | undefined) ?? draw();
    this.#kept.delete(key);
    this.#kept.set(key, picture);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > this.#config.kept && oldest !== undefined) this.#kept.delete(oldest);
    return picture;
  }
}
