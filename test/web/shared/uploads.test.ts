import assert from 'node:assert/strict';
import type { WireUpload } from '../../../protocol/index.ts';
import { Outbox } from '../../../web/shared/outbox.ts';
import { UnsentStore } from '../../../web/shared/unsent-store.ts';
import type { UploadOptions } from '../../../web/shared/uploads.ts';
import { Clock, settle } from '../support/clock.ts';
import { MemoryStorage } from '../support/memory-storage.ts';

interface Bringing extends UploadOptions {
  resolve(file: WireUpload): void;
  reject(error: unknown): void;
}

const size = { size: 3, width: 1, height: 1 };

function fileOf(name: string): WireUpload {
  return {
    id: name,
    url: `/uploads/${name}`,
    path: `/uploads/${name}`,
    thumb: null,
    expires: 0,
    kind: 'image',
    type: 'image/png',
    name,
    ...size,
  };
}

function setup() {
  const wire: string[] = [];
  const brought: Bringing[] = [];
  const storage = new MemoryStorage();
  const outbox = new Outbox({
    environment: new Clock(),
    window: 3,
    upload: (_file, options) => new Promise((resolve, reject) => brought.push({ ...options, resolve, reject })),
    latest: () => 0,
    transmit: ({ data }) => wire.push(data),
    changed: () => {},
  });
  outbox.keepIn(new UnsentStore(storage, 1));
  outbox.opened(65_536);
  const send = (name: string, to = 7): string =>
    outbox.add({ to, type: 'image', upload: { file: new Blob(['png']), name, content: ({ url: data }) => ({ type: 'image', data }) } })
      .clientId;
  const states = (): string[] => outbox.list().map(({ state, upload, refusal }) => `${state} ${upload?.progress} ${refusal?.code}`);
  return { outbox, wire, brought, storage, send, states };
}

describe('web/shared/uploads', () => {
  it('M24 brings the file first; what is written behind it does not overtake, other conversations do', async () => {
    const { outbox, wire, brought, send, states } = setup();
    send('a.png');
    outbox.add({ to: 7, data: 'behind' });
    outbox.add({ to: 8, data: 'elsewhere' });
    assert.deepEqual([wire, brought[0]?.name], [['elsewhere'], 'a.png']);
    brought[0]?.progress(0.5);
    assert.equal(states()[0], 'waiting 0.5 undefined');
    brought[0]?.resolve(fileOf('a.png'));
    await settle();
    assert.deepEqual(wire, ['elsewhere', '/uploads/a.png', 'behind']);
  });

  it('a file that does not arrive fails its line and lets the others through; a retry brings it again', async () => {
    const { outbox, wire, brought, send, states } = setup();
    const id = send('a.png');
    outbox.add({ to: 7, data: 'behind' });
    brought[0]?.progress(0.9);
    brought[0]?.reject(Object.assign(new Error('big'), { code: 'upload_too_large', text: 'Too large' }));
    await settle();
    assert.deepEqual([states()[0], wire], ['failed 0 upload_too_large', ['behind']]);
    assert.equal(outbox.retry(id), true);
    brought[1]?.reject('lost');
    await settle();
    assert.ok(states().includes('failed 0 unreachable'));
    outbox.retry(id);
    brought[2]?.resolve(fileOf('a.png'));
    await settle();
    assert.deepEqual(wire, ['behind', '/uploads/a.png']);
  });

  it('ends the upload of a message that is deleted, and hears no more of it', async () => {
    const { outbox, brought, send, wire } = setup();
    assert.equal(outbox.discard(send('a.png')), true);
    assert.equal(brought[0]?.signal.aborted, true);
    brought[0]?.progress(0.4);
    brought[0]?.resolve(fileOf('a.png'));
    await settle();
    assert.deepEqual([wire, outbox.list()], [[], []]);
  });

  it('brings two at a time, and stores a message only with its file', async () => {
    const { brought, send, storage, wire, outbox } = setup();
    for (const name of ['a', 'b', 'c']) send(name, name.codePointAt(0));
    assert.deepEqual([brought.length, storage.get('unsent.1')], [2, null]);
    outbox.closed();
    brought[1]?.resolve(fileOf('b'));
    await settle();
    assert.deepEqual([brought.length, wire], [3, []]);
    assert.match(storage.get('unsent.1') ?? '', /uploads\/b/);
    outbox.clear();
    assert.equal(brought[2]?.signal.aborted, true);
  });

  it('fails where nothing can be uploaded', async () => {
    const outbox = new Outbox({ environment: new Clock(), window: 1, latest: () => 0, transmit: () => {}, changed: () => {} });
    outbox.add({ to: 7, upload: { file: new Blob(['x']), name: 'x', content: () => ({ type: 'file', data: '' }) } });
    await settle();
    assert.equal(outbox.list()[0]?.refusal?.code, 'upload_missing');
  });
});
