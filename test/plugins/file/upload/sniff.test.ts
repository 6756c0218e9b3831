import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { isInline } from '../../../../plugins/file/upload/kind.ts';
import { sniff } from '../../../../plugins/file/upload/sniff.ts';
import { picture } from '../../../support/upload.ts';

const FORMATS = { jpeg: 'image/jpeg', png: 'image/png', webp: 'image/webp', gif: 'image/gif', avif: 'image/avif' } as const;

/** Beginnings of files that a browser would run, draw or install, and of one that claims nothing. */
const CLOSED: Readonly<Record<string, Buffer>> = {
  HTML: Buffer.from('<!doctype html><script>alert(1)</script>'),
  'HTML behind spaces': Buffer.from(`${' '.repeat(200)}<script>alert(1)</script>`),
  SVG: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
  'SVG with a prologue': Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
  XHTML: Buffer.from('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>'),
  'a Windows program': Buffer.concat([Buffer.from('MZ'), Buffer.alloc(100)]),
  'a Linux program': Buffer.concat([Buffer.from('\x7FELF'), Buffer.alloc(100)]),
  'a Mac program': Buffer.concat([Buffer.from([0xcf, 0xfa, 0xed, 0xfe]), Buffer.alloc(100)]),
  'a shell script': Buffer.from('#!/bin/sh\nrm -rf /\n'),
  Flash: Buffer.concat([Buffer.from('CWS\x0A'), Buffer.alloc(100)]),
  PDF: Buffer.from('%PDF-1.7\n'),
  text: Buffer.from('hello'),
  nothing: Buffer.alloc(0),
};

/** The head of a container with this brand. */
function container(brand: string): Buffer {
  return Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from(`ftyp${brand}`), Buffer.alloc(4), Buffer.from(`${brand}isom`)]);
}

const WEBM = Buffer.concat([Buffer.from([0x1a, 0x45, 0xdf, 0xa3, 0x9f, 0x42, 0x82, 0x84]), Buffer.from('webm'), Buffer.alloc(40)]);

describe('upload/sniff', () => {
  for (const [format, type] of Object.entries(FORMATS)) {
    it(`finds ${type} by its content`, async () => {
      const found = await sniff(await picture(format as keyof typeof FORMATS), 'text/html');
      assert.deepEqual([found.kind, found.type], ['image', type]);
    });
  }

  for (const [name, bytes] of Object.entries(CLOSED)) {
    it(`D39 never shows ${name} in place, whatever the client calls it`, async () => {
      for (const declared of ['image/png', 'audio/mpeg', 'video/mp4', 'image/svg+xml', 'text/html']) {
        const found = await sniff(bytes, declared);
        assert.equal(isInline(found.kind), false);
        assert.match(found.type, /^application\/(?:octet-stream|pdf)$/);
      }
    });
  }

  it('takes the client’s word between sound and video of one container, and only there', async () => {
    assert.deepEqual(await sniff(WEBM, 'audio/webm;codecs=opus'), { kind: 'audio', type: 'audio/webm', ext: 'weba' });
    assert.deepEqual(await sniff(WEBM, 'video/webm'), { kind: 'video', type: 'video/webm', ext: 'webm' });
    assert.equal((await sniff(container('isom'), 'audio/mp4')).type, 'audio/mp4');
    assert.equal((await sniff(container('isom'), '')).type, 'video/mp4');
    assert.equal((await sniff(await picture('png'), 'audio/mp4')).type, 'image/png');
  });

  it('keeps what opens a download, but no type that runs', async () => {
    assert.deepEqual(await sniff(CLOSED['PDF']!, ''), { kind: 'file', type: 'application/pdf', ext: 'pdf' });
    assert.deepEqual(await sniff(CLOSED['Flash']!, ''), { kind: 'file', type: 'application/octet-stream', ext: 'bin' });
  });
});
