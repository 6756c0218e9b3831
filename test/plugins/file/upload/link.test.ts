import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { LinkSigner } from '../../../../plugins/file/upload/link.ts';

const ONE = '2f99bf9c-6c08-4950-918b-4154136d6197';
const OTHER = 'c1225b12-956b-4531-9fae-5f6816e207e7';
const NOW = 1_800_000_000_000;
const TTL = 8000;

describe('upload/link', () => {
  const signer = new LinkSigner('secret');
  const made = (now = NOW): { viewer: string; expires: string; sign: string } => {
    const { viewer, expires, sign } = signer.sign(ONE, 7, { ttl: TTL, now });
    return { viewer: String(viewer), expires: String(expires), sign };
  };

  it('names its viewer, for the file that it was made for, and no other', () => {
    assert.equal(signer.viewerOf(ONE, made(), NOW), 7);
    assert.equal(signer.viewerOf(OTHER, made(), NOW), undefined);
    assert.equal(signer.viewerOf(ONE, { ...made(), viewer: '8' }, NOW), undefined);
  });

  it('G13 lasts for its time, and an eighth longer at most', () => {
    for (const now of [NOW, NOW + 1, NOW + 999]) {
      const expires = Number(made(now).expires);
      assert.ok(expires >= now + TTL && expires < now + TTL + TTL / 8, String(now));
    }
    const { expires } = made();
    assert.equal(signer.viewerOf(ONE, made(), Number(expires) - 1), 7);
    assert.equal(signer.viewerOf(ONE, made(), Number(expires)), undefined);
  });

  it('stays the same for a while, so that a browser keeps its copy', () => {
    assert.deepEqual(made(NOW + 1), made(NOW + 1000));
    assert.notDeepEqual(made(NOW), made(NOW + 1));
  });

  it('G13 cannot be given another end, or none, or nobody for a viewer', () => {
    for (const expires of [String(NOW + 9e9), undefined, '', '0', `${NOW + TTL} `, ['1', '2'], '1e15'])
      assert.equal(signer.viewerOf(ONE, { ...made(), expires }, NOW), undefined, String(expires));
    for (const viewer of [undefined, '', '0', '07', '-7', ['7']])
      assert.equal(signer.viewerOf(ONE, { ...made(), viewer }, NOW), undefined, String(viewer));
  });

  it('takes no other text, and no list of texts', () => {
    const { sign } = made();
    for (const forged of ['', 'x', sign.slice(1), `${sign}=`, sign.toLowerCase(), [sign], undefined, null, 7])
      assert.equal(signer.viewerOf(ONE, { ...made(), sign: forged }, NOW), undefined, String(forged));
  });

  it('rests on its secret', () => {
    assert.equal(new LinkSigner('other').viewerOf(ONE, made(), NOW), undefined);
  });
});
