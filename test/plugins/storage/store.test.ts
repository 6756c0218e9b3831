import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { EngineUnavailable } from '../../../engine/error.ts';
import { fromDisk, type FileStore } from '../../../engine/file-store.ts';
import { LocalStore } from '../../../plugins/storage/local.ts';
import { S3Store } from '../../../plugins/storage/s3.ts';
import { S3Double } from './s3-double.ts';

const META = { type: 'text/plain', size: 11 };
const KEYS = { accessKeyId: 'key', secretAccessKey: 'a secret/with+signs' };

let folder: string;
let double: S3Double;

beforeEach(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-storage-'));
  double = await S3Double.start();
});

afterEach(async () => {
  await double.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

function s3(over: object = {}): S3Store {
  return new S3Store(folder, { url: double.url, region: 'auto', timeout: 5000, putTimeout: 5000, ...KEYS, ...over });
}

function spooled(store: FileStore, text = 'hello world'): string {
  const file = path.join(store.spool, randomUUID());
  fs.writeFileSync(file, text);
  return file;
}

async function read(store: FileStore, key: string, range?: { from: number; to: number }): Promise<{ text: string; size: number } | null> {
  const file = await store.open(key, range);
  return file && { text: (await buffer(file.stream)).toString(), size: file.size };
}

const STORES = { 'a folder': () => new LocalStore(folder), S3: () => s3() };

for (const [name, create] of Object.entries(STORES)) {
  describe(`files in ${name}`, () => {
    let store: LocalStore | S3Store;

    beforeEach(async () => {
      store = create();
      await store.prepare();
    });

    it('are stored whole and read back', async () => {
      await store.put('ab/abc', spooled(store), META);
      assert.deepEqual(await read(store, 'ab/abc'), { text: 'hello world', size: 11 });
    });

    it('are read in part, and the size is that of the whole', async () => {
      await store.put('ab/abc', spooled(store), META);
      assert.deepEqual(await read(store, 'ab/abc', { from: 6, to: 8 }), { text: 'wor', size: 11 });
      assert.deepEqual(await read(store, 'ab/abc', { from: 10, to: 10 }), { text: 'd', size: 11 });
    });

    it('leave nothing in the spool', async () => {
      await store.put('ab/abc', spooled(store), META);
      assert.deepEqual(fs.readdirSync(store.spool), []);
    });

    it('are not there before and after', async () => {
      assert.equal(await store.open('ab/abc'), null);
      await store.put('ab/abc', spooled(store), META);
      await store.remove('ab/abc');
      assert.equal(await store.open('ab/abc'), null);
      await store.remove('ab/abc');
    });

    it('are replaced by a second put', async () => {
      await store.put('ab/abc', spooled(store), META);
      await store.put('ab/abc', spooled(store, 'again'), { ...META, size: 5 });
      assert.deepEqual(await read(store, 'ab/abc'), { text: 'again', size: 5 });
    });

    it('are healthy', async () => assert.deepEqual(await store.health(), { ok: true }));
  });
}

describe('a folder of files', () => {
  it('D39 takes no key that leads elsewhere', async () => {
    const store = new LocalStore(folder);
    await store.prepare();
    for (const key of ['../x', '/etc/passwd', 'ab/../../x', 'ab\\x', '', 'ab/', '.hidden'])
      await assert.rejects(store.open(key), /is no key of a file/, key);
  });

  it('is not healthy when it is gone', async () => {
    const store = new LocalStore(path.join(folder, 'none'));
    assert.equal((await store.health()).ok, false);
  });

  it('keeps nothing in the spool of what it could not take', async () => {
    const store = new LocalStore(folder);
    await store.prepare();
    fs.writeFileSync(path.join(folder, 'ab'), 'a file where a folder must be');
    const file = spooled(store);
    await assert.rejects(store.put('ab/abc', file));
    assert.equal(fs.existsSync(file), false);
  });

  it('tells a full disk from a mistake', () => {
    const full = Object.assign(new Error('full'), { code: 'ENOSPC' });
    assert.ok(fromDisk(full) instanceof EngineUnavailable);
    const mistake = Object.assign(new Error('none'), { code: 'ENOENT' });
    assert.equal(fromDisk(mistake), mistake);
  });
});

describe('an S3 store of files', () => {
  it('signs its requests and says the type', async () => {
    const store = s3();
    await store.prepare();
    await store.put('ab/abc', spooled(store), META);
    assert.equal(double.objects.get('ab/abc')?.type, 'text/plain');
    assert.ok(double.signatures.every((signature) => signature.startsWith('AWS4-HMAC-SHA256 Credential=key/')));
  });

  it('is unavailable, and keeps nothing in the spool, when the store fails', async () => {
    const store = s3();
    await store.prepare();
    double.fault = 503;
    await assert.rejects(store.put('ab/abc', spooled(store), META), EngineUnavailable);
    await assert.rejects(store.open('ab/abc'), EngineUnavailable);
    await assert.rejects(store.remove('ab/abc'), EngineUnavailable);
    assert.equal((await store.health()).ok, false);
    assert.deepEqual(fs.readdirSync(store.spool), []);
  });

  it('is unavailable when the store does not answer in time', async () => {
    const store = s3({ timeout: 50, putTimeout: 50 });
    await fs.promises.mkdir(store.spool, { recursive: true });
    double.fault = 0;
    await assert.rejects(store.open('ab/abc'), EngineUnavailable);
    await assert.rejects(store.put('ab/abc', spooled(store), META), EngineUnavailable);
  });

  it('does not start with keys that the store refuses, or where there is none', async () => {
    double.fault = 403;
    await assert.rejects(s3().prepare(), EngineUnavailable);
    await assert.rejects(s3({ url: 'http://127.0.0.1:1/bucket' }).prepare(), EngineUnavailable);
  });
});
