import assert from 'node:assert/strict';
import { QrcodeError, QrcodePainter } from '../../../plugins/qrcode/painter.ts';

const CONFIG = { scale: 6, margin: 4, longest: 1500, kept: 2 };
const MAGIC = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

describe('QrcodePainter', () => {
  let painter: QrcodePainter;
  beforeEach(() => {
    painter = new QrcodePainter(CONFIG);
  });

  it('draws a PNG: modules and margin, six pixels each', async () => {
    const png = await painter.png('HELLO');
    assert.deepEqual(png.subarray(0, 8), MAGIC);
    // Five letters fit into the smallest code, of 21 modules.
    const side = (21 + 2 * 4) * 6;
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [side, side]);
  });

  it('draws an SVG that holds nothing of the text', () => {
    const svg = painter.svg('<script>alert(1)</script>');
    assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 \d+ \d+"><path d="[MhvHVzZ\d\s.,-]+"\/><\/svg>$/);
  });

  it('draws what it can hold, in any letters, and refuses what is longer', async () => {
    for (const text of ['群介绍', '🏮'.repeat(375), 'a'.repeat(1500), '\ud800']) {
      assert.deepEqual((await painter.png(text)).subarray(0, 8), MAGIC);
    }
    for (const text of ['a'.repeat(1501), '群'.repeat(501)]) {
      await assert.rejects(painter.png(text), (error) => error instanceof QrcodeError && error.code === 'code_too_long');
      assert.throws(() => painter.svg(text), QrcodeError);
    }
  });

  it('keeps the last pictures, the PNG beside the SVG, and no more', async () => {
    const first = await painter.png('one');
    assert.equal(await painter.png('one'), first);
    assert.equal(typeof painter.svg('one'), 'string');
    assert.equal(await painter.png('one'), first);
    painter.svg('two');
    painter.svg('three');
    const again = await painter.png('one');
    assert.notEqual(again, first);
    assert.deepEqual(again, first);
  });
});
