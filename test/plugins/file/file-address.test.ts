import assert from 'node:assert/strict';
import type { WireMessage, WireUpload } from '../../../protocol/index.ts';
import migration from '../../../app/migration/0013-file-address.ts';
import { anew } from '../../support/anew.ts';
import { Api } from '../../support/api.ts';
import { createUser, type TestUser } from '../../support/factory.ts';
import { enter, leave, makeGroup, postIn } from '../../support/group-chat.ts';
import { describeStores } from '../../support/matrix.ts';
import { UNLIMITED } from '../../support/routes/boot.ts';
import { foyerSocket, plainSocket } from '../../support/socket.ts';
import { picture, uploaded } from '../../support/upload.ts';
import { until } from '../../support/wait.ts';

/** An address of a file of ours, to be opened at once. */
const SIGNED = /^http:\/\/[^/]+\/uploads\/[0-9a-f-]{36}\.\w+\?viewer=\d+&expires=\d+&sign=[\w-]{43}$/;

interface Hit {
  readonly message: WireMessage;
}

describeStores('the address of a file', (store) => {
  const target = store.serve({ config: UNLIMITED });
  const ann = anew(() => createUser(target));
  const bob = anew(() => createUser(target));
  const late = anew(() => createUser(target));
  const file = anew<WireUpload>(async () => uploaded(target, ann.token, { bytes: await picture(), name: 'harbour.png' }));
  let group: number;

  beforeEach(async () => {
    group = await makeGroup(target, [ann, bob]);
  });

  /** The same server under another address. */
  const elsewhere = (): string => target.url.replace('127.0.0.1', 'localhost');

  const send = async (from: TestUser, data: object | string, type = 'image'): Promise<WireMessage> => {
    const text = typeof data === 'string' ? data : JSON.stringify(data);
    const answer = await postIn(target, from, { to: group, type, data: text });
    assert.equal(answer.status, 200, JSON.stringify(answer.data));
    return answer.data;
  };

  const history = async (reader: TestUser, url = target.url): Promise<string[]> => {
    const body = { chatType: 'group', peer_id: group };
    const { data } = await new Api(url).as(reader.token).post<{ list: WireMessage[] }>('/api/chat/socket/getmessage', body);
    return data.list.map((message) => String(message.data));
  };

  const stored = async (): Promise<string[]> =>
    (await target.app.sql.query<{ data: string }>('SELECT data FROM message WHERE conversation_id = ? ORDER BY seq', [group])).map(
      ({ data }) => data,
    );

  const opens = async (address: string): Promise<boolean> => {
    const { status } = await fetch(address);
    assert.ok(status === 200 || status === 404, String(status));
    return status === 200;
  };

  const addressIn = (data: string): string => (JSON.parse(data) as { url: string }).url;
  const linkFor = async (user: TestUser, url = file.path): Promise<string | undefined> =>
    (await target.api.as(user.token).post<{ url?: string }>('/api/chat/upload/link', { url })).data.url;
  const openedAs = async (user: TestUser): Promise<boolean> =>
    (await fetch(target.url + file.path, { headers: { token: user.token } })).status === 200;

  describe('where it is kept', () => {
    it('G32 is a path, however its sender wrote it, and whole for who reads it elsewhere', async () => {
      const { url, path } = file;
      const office = url.replace(target.url, 'https://office.example');
      const forms: Record<string, [string, string]> = {
        'an object': [JSON.stringify({ url: office, name: 'a' }), JSON.stringify({ url: path, name: 'a' })],
        'the published client’s': [
          JSON.stringify({ data: url, dataType: 'image', otherData: { thumb: `${url}&thumb=1` } }),
          JSON.stringify({ data: path, dataType: 'image', otherData: { thumb: `${path}?thumb=1` } }),
        ],
        'JSON within JSON': [
          JSON.stringify({ data: JSON.stringify({ url }), dataType: 'image', otherData: null }),
          JSON.stringify({ data: JSON.stringify({ url: path }), dataType: 'image', otherData: null }),
        ],
        'the bare address': [office, path],
      };
      for (const [sent, kept] of Object.values(forms)) {
        await send(ann, sent);
        assert.equal((await stored()).at(-1), kept);
        for (const at of [target.url, elsewhere()]) {
          const read = (await history(bob, at)).at(-1) ?? '';
          assert.equal(read.replaceAll(at, '').replaceAll(/[?&]viewer=\d+&expires=\d+&sign=[\w-]+/g, ''), kept);
        }
      }
    });

    it('G32 tells our own clients the path, and others what opens, also who comes back', async () => {
      const [ours, theirs] = [await foyerSocket(target, bob.token), await plainSocket(target, late.token)];
      await enter(target, group, late);
      const said = await send(ann, { url: file.url });
      assert.match(addressIn(String(said.data)), SIGNED);
      await until(() => ours.messages.length === 1 && theirs.messages.length === 1, { message: 'the picture on both' });
      assert.equal(addressIn(String(ours.messages[0]?.message.data)), file.path);
      const address = addressIn(String(theirs.messages[0]?.data));
      assert.ok(address.startsWith(target.url) && (await opens(address)));
    });

    it('G32 follows quotes, merged forwards, the list and a page over the socket', async () => {
      const first = await send(ann, { url: file.url, name: 'harbour.png', size: 5 }, 'file');
      const as = new Api(elsewhere()).as(bob.token);
      const merged = { ids: [first.id], to: [{ chatType: 'group', id: group }], merged: true };
      const { data: outcomes } = await as.post<{ messages: WireMessage[] }[]>('/api/chat/forward', merged);
      const { items } = JSON.parse((await stored()).at(-1) ?? '') as { items: { data: string }[] };
      assert.equal(items[0] && addressIn(items[0].data), file.path);
      const list = await as.get<{ list: { last: Hit }[] }>('/api/chat/conversations');
      const told = JSON.stringify([outcomes, list.data]);
      const found = told.match(/[^"\\]*\/uploads\/[^"\\]*/g) ?? [];
      assert.ok(found.length >= 2);
      for (const address of found) assert.ok(address.startsWith(elsewhere()) && (await opens(address)), address);
    });

    it('G32 leaves words, and files of other servers, as they are', async () => {
      const other = `https://elsewhere.example/uploads/${crypto.randomUUID()}.png`;
      await send(ann, { url: other });
      await send(ann, file.url, 'text');
      assert.deepEqual(await stored(), [JSON.stringify({ url: other }), file.url]);
      assert.deepEqual((await history(bob)).toSorted(), (await stored()).toSorted());
    });

    it('G32 G22 avatars are uploads under the reader’s own address', async () => {
      const set = { fieldname: 'avatar', fieldValue: file.url.replace(target.url, 'https://office.example') };
      assert.equal((await target.api.as(ann.token).post('/api/chat/updateUserinfo', set)).status, 200);
      const theirs = await plainSocket(target, bob.token);
      await send(ann, 'hello', 'text');
      await theirs.got(1);
      assert.equal(theirs.messages[0]?.from_avatar, target.url + file.path);
      const { data } = await new Api(elsewhere()).get<{ avatar: string }>(`/api/userinfo/${ann.uuid}`);
      assert.equal(data.avatar, elsewhere() + file.path);
      assert.equal(await opens(data.avatar), true);
    });
  });

  describe('of a row from before', () => {
    it('G32 G22 G13 becomes a path, a picture of elsewhere none, and stays closed for who joined late', async () => {
      const { sql } = target.app;
      const old = `https://office.example${file.path}?sign=${'x'.repeat(43)}`;
      const kept: [string, string, string][] = [
        ['image', JSON.stringify({ url: old }), JSON.stringify({ url: file.path })],
        ['image', old, file.path],
        ['video', JSON.stringify({ url: 'https://films.example/a.mp4' }), JSON.stringify({ url: 'https://films.example/a.mp4' })],
        ['text', old, old],
      ];
      for (const [type, data] of kept) await send(ann, data, type);
      await target.api.as(ann.token).post('/api/chat/groupUpdateName', { id: group, name: 'renamed' });
      await enter(target, group, late);
      for (const [index, [, data]] of kept.entries())
        await sql.execute('UPDATE message SET data = ? WHERE conversation_id = ? AND seq = ?', [data, group, index + 1]);
      const notice = (await stored())[4] ?? '';
      await sql.execute('UPDATE message SET data = ? WHERE conversation_id = ? AND seq = 5', [
        notice.replace('"avatar":""', `"avatar":"https://spy.example/a.png"`),
        group,
      ]);
      await sql.execute('UPDATE user SET avatar = ? WHERE id = ?', ['https://spy.example/a.png', ann.id]);
      await sql.execute('UPDATE chat_group SET avatar = ? WHERE id = ?', [old, group]);
      await sql.execute('UPDATE member SET avatar = ? WHERE user_id = ?', [old, bob.id]);
      const schema = { sql, dialect: sql.dialect, exact: '' };
      await migration.down(schema);
      await migration.up(schema);
      await migration.up(schema);
      assert.deepEqual(await stored(), [...kept.map(([, , after]) => after), notice]);
      const avatars = await sql.query(
        'SELECT u.avatar AS a, g.avatar AS b, m.avatar AS c FROM user u, chat_group g, member m WHERE u.id = ? AND g.id = ? AND m.user_id = ? AND m.conversation_id = ?',
        [ann.id, group, bob.id, group],
      );
      assert.deepEqual({ ...avatars[0] }, { a: '', b: file.path, c: file.path });
      await sql.execute('UPDATE upload SET is_public = 0');
      assert.deepEqual([await openedAs(bob), await openedAs(late)], [true, false]);
    });
  });

  describe('whom it opens for', () => {
    it('G13 whoever joins later opens what is said from then on, and nothing from before', async () => {
      await send(ann, { url: file.url });
      await enter(target, group, late);
      assert.deepEqual([await openedAs(bob), await openedAs(late), await linkFor(late)], [true, false, undefined]);
      const again = { to: group, type: 'image', data: JSON.stringify({ url: file.path }) };
      assert.equal((await postIn(target, late, again)).code, 'file_forbidden');
      await send(bob, { url: file.path });
      assert.equal(await openedAs(late), true);
    });

    it('G13 the same file sent again by the same person opens too', async () => {
      await send(ann, { url: file.url });
      await enter(target, group, late);
      await send(ann, { url: file.url });
      await until(() => openedAs(late), { message: 'the file to open' });
    });

    it('G13 a message of before joining that is tried again opens nothing', async () => {
      const body = { to: group, type: 'image', data: JSON.stringify({ url: file.url }), client_id: crypto.randomUUID() };
      const { data: first } = await postIn(target, ann, body);
      await enter(target, group, late);
      assert.equal((await postIn(target, ann, body)).data.id, first.id);
      assert.equal(await openedAs(late), false);
    });

    it('G13 an address is its viewer’s: it closes when he leaves the group, is disabled, or its time is over', async () => {
      await send(ann, { url: file.url });
      const [link, kept] = [(await linkFor(bob)) ?? '', addressIn((await history(bob))[0] ?? '')];
      for (const address of [link, kept]) assert.equal(await opens(address), true);
      const ends = [link, kept].map((address) => Number(new URL(address).searchParams.get('expires')) - Date.now());
      const day = 86_400_000;
      assert.ok(ends[0]! > day - 1000 && ends[0]! < 1.13 * day && ends[1]! > 179 * day, String(ends));
      await leave(target, group, bob);
      for (const address of [link, kept]) assert.equal(await opens(address), false);
      assert.equal(await opens((await linkFor(ann)) ?? ''), true);
      await enter(target, group, bob);
      for (const address of [link, kept]) assert.equal(await opens(address), false);
      const mine = (await linkFor(ann)) ?? '';
      await target.app.createAnonymousContext().service.admin.disable(ann.id);
      assert.equal(await opens(mine), false);
    });

    it('G13 signatures of before, which were for ever, open nothing', async () => {
      const { createHmac } = await import('node:crypto');
      const sign = createHmac('sha256', await target.app.secret('upload'))
        .update(`${file.id}:`)
        .digest('base64url');
      await send(ann, { url: file.url });
      assert.equal(await opens(`${target.url}${file.path}?sign=${sign}`), false);
    });

    it('signs many at once, and says which are closed', async () => {
      await send(ann, { url: file.url });
      const theirs = await uploaded(target, late.token, { bytes: 'text' });
      const urls = [file.path, theirs.path, 'https://elsewhere.example/a.png', file.url];
      const { data } = await target.api.as(bob.token).post<({ url: string } | null)[]>('/api/chat/upload/links', { urls });
      assert.deepEqual(
        data.map((link) => link !== null),
        [true, false, false, true],
      );
      assert.equal(await opens(data[0]?.url ?? ''), true);
    });
  });
});
