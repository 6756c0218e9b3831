import fs from 'node:fs';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

const WASM = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');

/** What a camera reads in the picture of a code; fails unless it holds one. */
export async function scanPicture(png: Uint8Array): Promise<string> {
  // From the disk: by itself it would ask the network.
  const wasmBinary = new Uint8Array(fs.readFileSync(WASM)).buffer;
  prepareZXingModule({ overrides: { wasmBinary } });
  const [code] = await readBarcodes(png, { formats: ['QRCode'] });
  if (!code?.isValid) throw new Error('no code was found in the picture');
  return code.text;
}
