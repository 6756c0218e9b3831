import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { ChatError } from '../../../app/error.ts';
import { anew } from '../../support/anew.ts';
import { createUser } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';
import { picture, upload, uploaded } from '../../support/upload.ts';
import { until } from '../../support/wait.ts';

describeStores('hooks of files', (store) => {
  const target = store.serve();
  const ann = anew(() => createUser(target));
  const heard: { name: string; event: Record<string, unknown> }[] = [];
  let isRefused = false;

  before(() => {
    const { hooks } = target.app.chat;
    for (const name of ['beforeUpload', 'uploaded'] as const)
      hooks.on('unit', name, ({ origin, ...event }) => {
        assert.deepEqual([origin.language, typeof origin.ip, typeof origin.requestId], ['zh', 'string', 'string']);
        heard.push({ name, event });
        if (isRefused && name === 'beforeUpload') throw new ChatError('too_many');
      });
  });
  beforeEach(() => void heard.splice(0));

  it('U7 beforeUpload refuses a file, of which nothing stays; uploaded tells of one that is kept', async () => {
    const sending = { bytes: await picture(), name: 'a.png', type: 'image/png' };
    isRefused = true;
    assert.equal((await upload(target, ann.token, sending)).code, 'too_many');
    isRefused = false;
    assert.deepEqual(
      heard.map(({ name }) => name),
      ['beforeUpload'],
    );
    assert.deepEqual(await target.app.sql.query('SELECT id FROM upload WHERE owner_id = ?', [ann.id]), []);
    await until(async () => (await readdir(target.app.storage.spool)).length === 0, { message: 'an empty spool' });
    assert.equal((await upload(target, ann.token, sending)).status, 200);
    const [, asked, told] = heard;
    const { uuid, ...same } = told?.event ?? {};
    assert.match(String(uuid), /^[\w-]{36}$/);
    assert.deepEqual(same, asked?.event);
    assert.deepEqual({ ...same, size: 0 }, { userId: ann.id, kind: 'image', type: 'image/png', name: 'a.png', size: 0 });
  });

  it('D09 a file is its sender’s, whatever the address says', async () => {
    const other = await createUser(target);
    await uploaded(target, ann.token, { bytes: 'a text', name: 'note.txt', path: `/api/chat/socket/upload?user_id=${other.id}` });
    assert.deepEqual(
      (await target.app.sql.query<{ id: number }>('SELECT owner_id AS id FROM upload WHERE owner_id IN (?, ?)', [ann.id, other.id])).map(
        ({ id }) => id,
      ),
      [ann.id],
    );
  });
});
