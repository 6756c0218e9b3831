import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { bootApp } from '../../support/app.ts';
import { createUser } from '../../support/factory.ts';
import { whereThereIs } from '../../support/has-unit.ts';
import { uploaded } from '../../support/upload.ts';
import { S3Double } from './s3-double.ts';

const KEYS = { accessKeyId: 'key', secretAccessKey: 'secret' };

describe('storage', () => {
  let double: S3Double;
  let folder: string;

  beforeEach(async () => {
    double = await S3Double.start();
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-storage-'));
  });
  afterEach(async () => {
    await double.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it('is a folder beside the embedded database, unless another is named', async () => {
    const here = await bootApp();
    assert.equal(here.app.storage.spool, path.join(here.dataDir, 'uploads/incoming'));
    await here.close();
    const there = await bootApp({ config: { storage: { folder } } });
    assert.equal(there.app.storage.spool, path.join(folder, 'incoming'));
    await there.close();
  });

  whereThereIs('file', it)('is S3 where an address is set: files go there, come from there, and none stays here', async () => {
    const target = await bootApp({ config: { storage: { folder, s3: { url: double.url, ...KEYS } } } });
    const { token } = await createUser(target);
    const { id, url } = await uploaded(target, token, { bytes: 'in the cloud' });
    assert.equal(double.objects.get(`${id.slice(0, 2)}/${id}`)?.bytes.toString(), 'in the cloud');
    const part = await fetch(url, { headers: { range: 'bytes=7-' } });
    assert.deepEqual([part.status, await part.text()], [206, 'cloud']);
    assert.deepEqual(fs.readdirSync(path.join(folder, 'incoming')), []);
    double.fault = 503;
    assert.equal((await fetch(url)).status, 503);
    await target.close();
  });

  it('stops the start with what to do: keys missing, keys refused, no folder to write to', async () => {
    const without = bootApp({ config: { storage: { folder, s3: { url: double.url } } } });
    await assert.rejects(without, /STORAGE_URL is set without its keys: set STORAGE_ACCESS_KEY and STORAGE_SECRET_KEY/);
    double.fault = 403;
    const refused = bootApp({ config: { storage: { folder, s3: { url: double.url, ...KEYS } } } });
    await assert.rejects(refused, /files of users cannot be stored: .*check STORAGE_URL and its keys/);
    fs.writeFileSync(path.join(folder, 'file'), '');
    const closed = bootApp({ config: { storage: { folder: path.join(folder, 'file') } } });
    await assert.rejects(closed, /files of users cannot be stored: .*make .* writable/);
  });
});
