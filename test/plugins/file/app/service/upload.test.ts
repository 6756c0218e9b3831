import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { before, describe, it } from 'mocha';
import type { Services } from '#kernel';
import type { WireUpload } from '../../../../../protocol/index.ts';
import { EngineUnavailable } from '../../../../../engine/error.ts';
import { keyOf, thumbKeyOf } from '../../../../../plugins/file/upload/key.ts';
import { notePlaces } from '../../../../../app/people/closing.ts';
import { sweepUploads } from '../../../../../plugins/file/upload/sweep.ts';
import { anew } from '../../../../support/anew.ts';
import { createUser, createVisitor, type TestUser } from '../../../../support/factory.ts';
import { bootApp } from '../../../../support/app.ts';
import { describeStores } from '../../../../support/matrix.ts';
import { form, picture, post, upload, uploaded } from '../../../../support/upload.ts';
import { until } from '../../../../support/wait.ts';

const DAY = 86_400_000;
const QUOTA = { visitor: 1000, user: 3000 };

describeStores('upload service', (store) => {
  const target = store.serve({ config: { upload: { quota: QUOTA, parallel: 3 } } });
  const owner = anew(() => createUser(target));
  const friend = anew(() => createUser(target));
  const stranger = anew(() => createUser(target));
  let service: Services['upload'];

  before(() => {
    service = target.app.createAnonymousContext().service.upload;
  });

  /** Whether it opens by a token alone. */
  async function opens({ url }: WireUpload, { token }: { token: string }): Promise<boolean> {
    const { status } = await fetch(target.url + new URL(url).pathname, { headers: { token } });
    assert.ok(status === 200 || status === 404);
    return status === 200;
  }

  async function conversation(...users: TestUser[]): Promise<number> {
    const [one, two] = users as [TestUser, TestUser];
    return (await target.app.createAnonymousContext().service.conversation.openSingle(one.id, two.id)).id;
  }

  const exists = async (key: string): Promise<boolean> => {
    const file = await target.app.storage.open(key);
    file?.stream.destroy();
    return file !== null;
  };
  const rowsOf = async ({ id }: WireUpload): Promise<number> =>
    (await target.app.sql.query('SELECT id FROM upload WHERE uuid = ?', [id])).length;
  const spool = (): string[] => fs.readdirSync(target.app.storage.spool);
  const send = (user: TestUser, bytes: Buffer | string = 'text'): Promise<WireUpload> => uploaded(target, user.token, { bytes });

  it('opens a file for the members of a conversation once it was sent there', async () => {
    const file = await send(owner);
    assert.equal(await opens(file, friend), false);
    const id = await conversation(owner, friend);
    await service.share({ userId: owner.id }, file.url, id);
    assert.equal(await opens(file, friend), true);
    assert.equal(await opens(file, stranger), false);
    const { data } = await target.api.as(friend.token).post<{ url: string }>('/api/chat/upload/link', { url: file.url });
    assert.equal((await fetch(data.url)).status, 200);
  });

  it('D41 closes it for who is no member any more', async () => {
    const file = await send(owner);
    const id = await conversation(owner, friend);
    await service.share({ userId: owner.id }, file.url, id);
    await target.app.sql.execute('DELETE FROM member WHERE conversation_id = ? AND user_id = ?', [id, friend.id]);
    assert.equal(await opens(file, friend), false);
    assert.equal((await target.api.as(friend.token).post('/api/chat/upload/link', { url: file.url })).code, 'not_found');
    assert.equal(await opens(file, owner), true);
  });

  it('D10 lets nobody send a file that is closed to him, and leaves other addresses alone', async () => {
    const file = await send(owner);
    const id = await conversation(stranger, friend);
    const forbidden = { code: 'file_forbidden' };
    await assert.rejects(service.share({ userId: stranger.id }, file.url, id), forbidden);
    await assert.rejects(service.share({ userId: stranger.id }, new URL(file.url).pathname, id), forbidden);
    await assert.rejects(service.share({ userId: stranger.id }, `/uploads/${randomUUID()}.png`, id), forbidden);
    await service.share({ userId: stranger.id }, 'https://elsewhere.example/a.png', id);
    await service.share({ userId: stranger.id }, `https://elsewhere.example/uploads/${randomUUID()}.png`, id);
    assert.equal(await opens(file, friend), false);
  });

  it('lets a receiver send it on', async () => {
    const file = await send(owner);
    await service.share({ userId: owner.id }, file.url, await conversation(owner, friend));
    await service.share({ userId: friend.id }, file.url, await conversation(friend, stranger));
    assert.equal(await opens(file, stranger), true);
  });

  it('is the same when it is sent again, also at once', async () => {
    const file = await send(owner);
    const id = await conversation(owner, friend);
    await Promise.all(Array.from({ length: 10 }, () => service.share({ userId: owner.id }, file.url, id)));
    await service.unshare(owner.id, file.url, id);
    assert.equal(await rowsOf(file), 0);
  });

  it('D37 goes with a recall, smaller picture and all, when it was sent nowhere else', async () => {
    const file = await send(owner, await picture('webp', { width: 400, height: 400 }));
    const [one, two] = await Promise.all([conversation(owner, friend), conversation(owner, stranger)]);
    await service.share({ userId: owner.id }, file.url, one);
    await service.share({ userId: owner.id }, file.url, two);
    await service.unshare(owner.id, file.url, one);
    assert.deepEqual([await opens(file, friend), await opens(file, stranger)], [false, true]);
    assert.deepEqual([await exists(keyOf(file.id)), await exists(thumbKeyOf(file.id))], [true, true]);
    await service.unshare(owner.id, file.url, two);
    assert.deepEqual([await exists(keyOf(file.id)), await exists(thumbKeyOf(file.id))], [false, false]);
    assert.equal(await rowsOf(file), 0);
    assert.equal((await fetch(file.url)).status, 404);
  });

  it('D37 stays when another recalls what he sent on, or never sent', async () => {
    const file = await send(owner);
    const id = await conversation(owner, friend);
    await service.share({ userId: owner.id }, file.url, id);
    await service.unshare(friend.id, file.url, id);
    await service.share({ userId: friend.id }, file.url, id);
    await service.unshare(friend.id, file.url, id);
    assert.equal(await opens(file, friend), true);
  });

  it('D37 stays while another message of its sender has it', async () => {
    const file = await send(owner);
    const id = await conversation(owner, friend);
    await service.share({ userId: owner.id }, file.url, id);
    await target.app.sql.execute(
      `INSERT INTO message (conversation_id, seq, sender_id, client_id, type, data, created_at) VALUES (?, 1, ?, ?, 'file', ?, 0)`,
      [id, owner.id, Buffer.alloc(16, 1), JSON.stringify({ url: file.url })],
    );
    await service.unshare(owner.id, file.url, id);
    assert.equal(await opens(file, friend), true);
    await target.app.sql.execute(`UPDATE message SET data = '{}' WHERE conversation_id = ?`, [id]);
    await service.unshare(owner.id, file.url, id);
    assert.equal(await rowsOf(file), 0);
  });

  it('opens an avatar for anyone, and keeps it', async () => {
    const file = await send(owner, await picture());
    const { pathname } = new URL(file.url);
    await service.publish(owner.id, pathname);
    const { status, headers } = await fetch(target.url + pathname);
    assert.deepEqual([status, headers.get('cache-control')], [200, 'public, max-age=31536000, immutable']);
    const id = await conversation(owner, friend);
    await service.share({ userId: owner.id }, file.url, id);
    await service.unshare(owner.id, file.url, id);
    assert.equal((await fetch(target.url + pathname)).status, 200);
  });

  it('D10 G03 makes no avatar of a file of another, or of what is no picture', async () => {
    const theirs = await send(owner, await picture());
    const text = await send(owner);
    await service.share({ userId: owner.id }, theirs.url, await conversation(owner, friend));
    for (const [user, file] of [
      [friend, theirs],
      [owner, text],
    ] as const)
      await assert.rejects(service.publish(user.id, file.url), { code: 'file_forbidden' });
    await assert.rejects(service.publish(owner.id, 'https://elsewhere.example/me.png'), { code: 'avatar_invalid' });
    assert.equal(await opens(theirs, stranger), false);
    await service.publish(owner.id, theirs.url);
    await assert.rejects(service.publish(friend.id, theirs.url), { code: 'file_forbidden' }, 'an avatar already');
  });

  it('D39 holds a user to the quota, also with files that arrive at once', async () => {
    const answers = await Promise.all(Array.from({ length: 3 }, () => upload(target, owner.token, { bytes: Buffer.alloc(1400) })));
    assert.deepEqual(
      answers.map(({ status }) => status).toSorted((a, b) => a - b),
      [200, 200, 400],
    );
    assert.equal(answers.find(({ status }) => status === 400)?.code, 'upload_quota');
    assert.equal((await upload(target, owner.token, { bytes: Buffer.alloc(200) })).status, 200);
    const full = await upload(target, owner.token, { bytes: Buffer.alloc(1) });
    assert.deepEqual([full.code, full.data], ['upload_quota', '上传空间已用完']);
    assert.deepEqual(spool(), []);
  });

  it('D39 gives visitors less, and room again for what was removed', async () => {
    const visitor = await createVisitor(target);
    assert.equal((await upload(target, visitor.token, { bytes: Buffer.alloc(1001) })).code, 'upload_quota');
    const file = await uploaded(target, visitor.token, { bytes: Buffer.alloc(1000) });
    assert.equal((await upload(target, visitor.token, { bytes: 'x' })).code, 'upload_quota');
    const id = await conversation(visitor, friend);
    await service.share({ userId: visitor.id }, file.url, id);
    await service.unshare(visitor.id, file.url, id);
    assert.equal((await upload(target, visitor.token, { bytes: 'x' })).status, 200);
  });

  it('D39 takes so many files of a user at once, and more when these have ended', async () => {
    const body = form({ bytes: 'x' });
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    const [first, last] = [body.subarray(0, -10), body.subarray(-10)];
    const slow = (): ReadableStream<Uint8Array> =>
      new ReadableStream({
        async start(controller) {
          controller.enqueue(first);
          await ended;
          controller.enqueue(last);
          controller.close();
        },
      });
    const three = [slow(), slow(), slow()].map((stream) => post(target, stream, { headers: { token: owner.token } }));
    await until(() => spool().length === 3, { message: 'three files under way' });
    assert.equal((await upload(target, owner.token, { bytes: 'x' })).code, 'too_many');
    assert.equal((await upload(target, friend.token, { bytes: 'x' })).status, 200);
    end();
    assert.deepEqual(
      (await Promise.all(three)).map(({ status }) => status),
      [200, 200, 200],
    );
    assert.equal((await upload(target, owner.token, { bytes: 'x' })).status, 200);
  });

  it('G04 takes so many files of a user within a while, and says when there will be more', async () => {
    const limited = await bootApp({ config: { limit: { upload: { points: 2, window: 60_000 } } } });
    const user = await createUser(limited);
    for (const bytes of ['one', 'two']) await uploaded(limited, user.token, { bytes });
    const { code, headers } = await upload(limited, user.token, { bytes: 'three' });
    assert.deepEqual([code, Number(headers.get('retry-after')) > 0], ['too_many', true]);
    await limited.close();
  });

  it('keeps nothing when the store fails, and says so', async () => {
    const { storage } = target.app;
    const put = storage.put.bind(storage);
    storage.put = () => Promise.reject(new EngineUnavailable('full'));
    const answer = await upload(target, owner.token, { bytes: await picture('webp', { width: 400, height: 400 }) });
    storage.put = put;
    assert.deepEqual([answer.status, answer.code, answer.headers.get('retry-after')], [503, 'unavailable', '2']);
    assert.deepEqual(spool(), []);
    assert.deepEqual(await target.app.sql.query('SELECT id FROM upload WHERE owner_id = ?', [owner.id]), []);
  });

  describe('the sweep', () => {
    const later = (): number => Date.now() + 8 * DAY;

    it('removes what was sent nowhere and is no avatar, after its time', async () => {
      const [alone, sent, avatar] = [await send(owner), await send(owner), await send(owner, await picture())];
      await service.share({ userId: owner.id }, sent.url, await conversation(owner, friend));
      await service.publish(owner.id, avatar.url);
      await sweepUploads(target.app, Date.now() + 6 * DAY);
      assert.equal(await rowsOf(alone), 1);
      assert.ok((await sweepUploads(target.app, later())) >= 1);
      assert.deepEqual([await rowsOf(alone), await rowsOf(sent), await rowsOf(avatar)], [0, 1, 1]);
      assert.deepEqual([await exists(keyOf(alone.id)), await exists(keyOf(sent.id))], [false, true]);
    });

    it('ends a removal that the store did not take', async () => {
      const file = await send(owner);
      const id = await conversation(owner, friend);
      await service.share({ userId: owner.id }, file.url, id);
      const { storage } = target.app;
      const remove = storage.remove.bind(storage);
      storage.remove = () => Promise.reject(new EngineUnavailable('away'));
      await service.unshare(owner.id, file.url, id);
      storage.remove = remove;
      assert.equal((await fetch(file.url)).status, 404);
      assert.equal(await exists(keyOf(file.id)), true);
      await sweepUploads(target.app, Date.now());
      assert.equal(await rowsOf(file), 1, 'who marked it may still be at it');
      await sweepUploads(target.app, Date.now() + DAY);
      assert.deepEqual([await rowsOf(file), await exists(keyOf(file.id))], [0, false]);
    });

    it('clears what a crash left in the spool, and nothing that is under way', async () => {
      const file = path.join(target.app.storage.spool, randomUUID());
      fs.writeFileSync(file, 'half');
      await sweepUploads(target.app, Date.now());
      assert.equal(fs.existsSync(file), true);
      await sweepUploads(target.app, Date.now() + DAY);
      assert.equal(fs.existsSync(file), false);
    });
  });

  it('removes what an erased account never sent, and leaves others theirs', async () => {
    const [alone, sent] = [await send(owner), await send(owner)];
    const [face, crest] = [await send(owner, await picture()), await send(owner, await picture())];
    await service.share({ userId: owner.id }, sent.url, await conversation(owner, friend));
    await target.app.sql.execute('UPDATE upload_share SET created_at = 0');
    for (const avatar of [face, crest]) await service.publish(owner.id, avatar.url);
    const group = await conversation(owner, stranger);
    await target.app.sql.execute('INSERT INTO chat_group (id, owner_id, name, avatar, created_at, updated_at) VALUES (?, ?, ?, ?, 0, 0)', [
      group,
      friend.id,
      'a group',
      new URL(crest.url).pathname,
    ]);
    const left = { id: group, isOpen: true, heir: friend.id };
    await target.app.sql.transaction((tx) => notePlaces(tx, owner.id, [left]));
    assert.equal(await service.removeUnshared(owner.id), 2);
    assert.deepEqual([await rowsOf(alone), await rowsOf(face), await rowsOf(crest), await opens(sent, friend)], [0, 0, 1, true]);
  });
});
