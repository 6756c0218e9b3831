import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { TooManyParts } from '../../../../../plugins/file/upload/metadata/bytes.ts';
import { strip } from '../../../../../plugins/file/upload/metadata/strip.ts';
import { CROWDED, inItself } from '../../../../support/crowded.ts';

const PARTS = 40_000;
/** ms of a processor's time that all of them may take. */
const QUICK = 1500;

describe('upload/metadata: files of many parts', () => {
  let folder: string;
  let file: string;

  before(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-crowded-'))));
  before(() => (file = path.join(folder, 'file')));
  after(() => fs.rmSync(folder, { recursive: true }));

  for (const [name, { type, make }] of Object.entries(CROWDED)) {
    it(`G04 takes no longer for a ${name} than for any other of its length`, async () => {
      fs.writeFileSync(file, make(PARTS));
      const before = process.cpuUsage();
      await strip(file, type).catch((error: unknown) => assert.ok(error instanceof TooManyParts));
      const { user, system } = process.cpuUsage(before);
      assert.ok((user + system) / 1000 < QUICK, `${(user + system) / 1000} ms`);
      assert.deepEqual(fs.readdirSync(folder), ['file'], 'nothing beside it');
    });

    if (name !== 'TIFF of one that is within itself')
      it(`G04 leaves a ${name} as it is when it has more parts than may be looked at`, async () => {
        const bytes = make(PARTS);
        fs.writeFileSync(file, bytes);
        await assert.rejects(strip(file, type, 5000), TooManyParts);
        assert.ok(fs.readFileSync(file).equals(bytes));
      });
  }

  it('G04 goes once through directories that lead to each other, however few bytes they have', async () => {
    fs.writeFileSync(file, inItself(4));
    assert.equal(await strip(file, 'image/tiff', 20), 62);
  });
});
