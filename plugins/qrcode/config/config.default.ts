/** How codes are drawn. */
export interface QrcodeConfig {
  /** Pixels per module of a PNG. */
  scale: number;
  /** White modules around it; readers ask for four. */
  margin: number;
  /** Bytes of UTF-8 that a code may hold: more make modules that a phone does not read from a screen. */
  longest: number;
  /** Pictures kept; the least recently used go first. */
  kept: number;
}

const qrcode: QrcodeConfig = { scale: 6, margin: 4, longest: 1500, kept: 200 };

export default { qrcode };
