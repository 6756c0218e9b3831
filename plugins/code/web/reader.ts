import type { BarcodeDetector as Detector } from 'barcode-detector/ponyfill';

type Picture = HTMLVideoElement | ImageBitmap;

interface CodeReader {
  detect(picture: Picture): Promise<readonly { readonly rawValue: string }[]>;
}

let reader: Promise<CodeReader> | undefined;

/** The text of the QR code in a picture; null without one. The browser's own reader where it has one, else our copy of ZXing, loaded at the first call. */
export async function readCode(picture: Picture): Promise<string | null> {
  reader ??= open();
  const [code] = await (await reader).detect(picture);
  return code?.rawValue ?? null;
}

async function open(): Promise<CodeReader> {
  const own = await ownReader();
  if (own) return new own({ formats: ['qr_code'] });
  const [{ BarcodeDetector, prepareZXingModule }, { default: wasm }] = await Promise.all([
    import('barcode-detector/ponyfill'),
    import('#zxing/zxing_reader.wasm?url'),
  ]);
  // By itself it would ask a server of others.
  prepareZXingModule({ overrides: { locateFile: () => wasm } });
  return new BarcodeDetector({ formats: ['qr_code'] });
}

/** Some browsers have the name without the formats. */
async function ownReader(): Promise<typeof Detector | undefined> {
  const { BarcodeDetector: own } = globalThis as { BarcodeDetector?: typeof Detector }; // oxlint-disable-line typescript/no-unsafe-type-assertion
  const formats: readonly string[] = (await own?.getSupportedFormats().catch(() => null)) ?? [];
  return formats.includes('qr_code') ? own : undefined;
}
