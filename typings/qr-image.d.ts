// qr-image brings no types. What is used of it, as version 3.2 has it; the call answers in the type of the picture.
declare module 'qr-image' {
  /** How a code is drawn. */
  interface QrOptions<Type extends 'png' | 'svg'> {
    readonly type: Type;
    /** How much of the picture may be lost: 7, 15, 25 or 30 %. */
    readonly ec_level: 'L' | 'M' | 'Q' | 'H';
    /** White modules around it. */
    readonly margin: number;
    /** Pixels per module of a PNG. */
    readonly size?: number;
  }

  const qrImage: {
    imageSync(text: string, options: QrOptions<'png'>): Buffer;
    imageSync(text: string, options: QrOptions<'svg'>): string;
  };
  export default qrImage;
}
