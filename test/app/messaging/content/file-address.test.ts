import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { filePathOf, uploadUuidOf } from '../../../../app/messaging/content/file-address.ts';

const UUID = '2f99bf9c-6c08-4950-918b-4154136d6197';

describe('content/file-address', () => {
  for (const address of [
    `/uploads/${UUID}.jpg`,
    `/uploads/${UUID}.jpg?sign=abc&thumb=1`,
    `https://chat.example/uploads/${UUID}.jpg?sign=abc`,
    `http://127.0.0.1:7001/uploads/${UUID}.bin#x`,
    `https://chat.example/prefix/uploads/${UUID}.jpg`,
  ])
    it(`finds the file of ${address}`, () => assert.equal(uploadUuidOf(address), UUID));

  for (const address of [
    '',
    'https://elsewhere.example/cat.jpg',
    `/uploads/${UUID}`,
    `/uploads/${UUID}.jpg/x`,
    `/uploads/../${UUID}.jpg`,
    `/uploads/${UUID.toUpperCase()}.jpg`,
    `/uploads/${UUID}.<b>`,
    `javascript:/uploads/${UUID}.jpg`,
    `data:text/html,/uploads/${UUID}.jpg`,
    `x/uploads/${UUID}.jpg`,
    `https://elsewhere.example/?/uploads/${UUID}.jpg`,
  ])
    it(`D39 finds none in ${JSON.stringify(address)}`, () => assert.equal(uploadUuidOf(address), undefined));

  it('reads back what it writes', () => assert.equal(uploadUuidOf(filePathOf({ uuid: UUID, ext: 'webp' })), UUID));
});
