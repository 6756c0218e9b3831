import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { checksOf } from '../../../app/doctor/checks-of.ts';
import { purge } from '../../../app/retention/purge.ts';
import type { WireMessage } from '../../../protocol/index.ts';
import type { Answer } from '../../support/api.ts';
import { bootApp, serveApp } from '../../support/app.ts';
import { createOpenUser, post } from '../../support/chat.ts';
import { foyer } from '../../support/command.ts';
import { createUser, type TestUser } from '../../support/factory.ts';
import { refused } from '../../support/refused.ts';
import { foyerSocket } from '../../support/socket.ts';
import { makeGroup, servicesOf } from '../../support/ticket.ts';
import { picture, upload, uploaded } from '../../support/upload.ts';

const REFUSED = ['400 files_off', '本站不能发送文件和图片'] as const;
const OURS = `/uploads/${randomUUID()}.png`;
const WEB = 'https://a.example/a.png';

describe('file: false, and storage: false', () => {
  const target = serveApp({ plugins: { file: false, storage: false } });
  let ann: TestUser;
  let bob: TestUser;

  before(async () => {
    [ann, bob] = [await createOpenUser(target), await createOpenUser(target)];
  });

  const say = (body: object): Promise<Answer<WireMessage>> => post(target, ann, { to: bob.id, ...body });

  it('is served without files, and says so to clients', async () => {
    const answer = await upload(target, ann.token, { bytes: 'a text' });
    assert.deepEqual([answer.status, answer.code], [404, 'not_found']);
    const my = target.api.as(ann.token);
    assert.equal((await my.post('/api/chat/upload/links', { urls: [OURS] })).code, 'not_found');
    assert.equal((await my.post('/api/chat/getVideoScreenshot', { videoUrl: WEB })).code, 'not_found');
    for (const address of [OURS, '/avatar/film-1a2b3c4d-260.png']) assert.equal((await fetch(target.url + address)).status, 404);
    const welcome = (await foyerSocket(target, ann.token)).frames.find((frame) => frame.op === 'welcome');
    assert.ok(welcome?.op === 'welcome' && !welcome.units?.includes('file'));
    assert.deepEqual(welcome.limits.upload, { image: 0, audio: 0, video: 0, file: 0, total: 0 });
    assert.deepEqual(await (await fetch(`${target.url}/healthz`)).json(), { status: 'ok', sql: 'ok', engine: 'ok' });
  });

  for (const [type, data] of [
    ['image', WEB],
    ['image', OURS],
    ['audio', JSON.stringify({ url: WEB, seconds: 3 })],
    ['video', JSON.stringify({ url: WEB })],
    ['file', JSON.stringify({ url: WEB, name: 'a.pdf', size: 7 })],
    ['news', JSON.stringify({ title: 'x', url: WEB, picture: OURS })],
    ['custom', JSON.stringify({ of: 'mine', picture: OURS })],
    ['custom', JSON.stringify({ kind: 'merged', items: [{ type: 'image', data: OURS }] })],
  ] as const)
    it(`refuses ${type} ${data.slice(0, 50)}`, async () => refused(await say({ type, data }), ...REFUSED));

  it('takes everything else as before', async () => {
    const taken = {
      text: `see ${OURS}`,
      link: `https://a.example${OURS}`,
      news: JSON.stringify({ title: 'x', url: WEB, picture: WEB }),
      custom: JSON.stringify({ of: 'mine' }),
    };
    for (const [type, data] of Object.entries(taken)) {
      const answer = await say({ type, data });
      assert.deepEqual([answer.status, answer.data.data], [200, data], type);
    }
  });

  it('shows people and groups by the pictures that are drawn, and takes no others', async () => {
    const my = target.api.as(ann.token);
    const group = await makeGroup(target, { owner: ann, members: [bob] });
    refused(await my.post('/api/chat/updateUserinfo', { fieldname: 'avatar', fieldValue: OURS }), ...REFUSED);
    refused(await my.post('/api/chat/groupAvatar', { id: group, avatar: OURS }), ...REFUSED);
    refused(await my.post('/api/chat/groupnickname', { id: group, nickname: 'x', avatar: OURS }), ...REFUSED);
    const { data } = await target.api.get<{ avatar: string }>(`/api/userinfo/${ann.uuid}`);
    assert.equal(data.avatar, `/avatar/user-${ann.id}.svg`);
    assert.equal((await fetch(`${target.url}/avatar/user-${ann.id}.svg`)).status, 200);
  });

  it('bans groups, erases accounts and purges, and the doctor looks at what there is', async () => {
    const me = await createUser(target);
    const group = await makeGroup(target, { owner: me, members: [bob] });
    const { admin, erasure } = servicesOf(target);
    await admin.banGroup(group);
    await admin.unbanGroup(group);
    await erasure.erase(me.id);
    const purged = await purge({ app: target.app, now: Date.now(), isDry: false, keep: { sessions: 0, visitors: 0, messages: 0 } });
    assert.ok(!Object.hasOwn(purged, 'files'));
    const rules = (await checksOf(target.app.units)).map(({ rule }) => rule);
    assert.ok(rules.length > 2 && !rules.some((rule) => rule.includes('file')), rules.join());
  });

  it('is described without them', async () => {
    const described = await (await fetch(`${target.url}/openapi.json`)).text();
    assert.ok(described.includes('/avatar/{name}') && !described.includes('upload'));
  });
});

describe('file: false after files were sent', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-off-'));
  after(() => fs.rmSync(folder, { recursive: true }));

  it('lists what was sent, opens none of it, and has all of it again when it is on', async () => {
    const first = await bootApp({ dataDir: folder });
    const [ann, bob] = [await createOpenUser(first), await createOpenUser(first)];
    const { url, path: address } = await uploaded(first, ann.token, { bytes: await picture() });
    const avatar = (await uploaded(first, ann.token, { bytes: await picture() })).path;
    await first.api.as(ann.token).post('/api/chat/updateUserinfo', { fieldname: 'avatar', fieldValue: avatar });
    const sent = await post(first, ann, { to: bob.id, type: 'image', data: url });
    await first.close();

    const off = await bootApp({ dataDir: folder, plugins: { file: false } });
    const socket = await foyerSocket(off, bob.token);
    assert.deepEqual(socket.texts, [address]);
    const history = await off.api
      .as(bob.token)
      .post<{ list: WireMessage[] }>('/api/chat/socket/getmessage', { chatType: 'single', peer_id: ann.id });
    assert.deepEqual(
      history.data.list.map(({ type, data }) => [type, data]),
      [['image', off.url + address]],
    );
    assert.equal((await fetch(off.url + address, { headers: { token: bob.token } })).status, 404);
    assert.equal((await fetch(off.url + avatar)).status, 404);
    const forwarded = await off.api
      .as(bob.token)
      .post('/api/chat/forward', { ids: [sent.data.id], to: [{ chatType: 'single', id: ann.id }] });
    assert.ok(JSON.stringify(forwarded.data).includes('files_off'));
    assert.equal((await off.api.as(ann.token).post('/api/chat/revokeMessage', { id: sent.data.id })).status, 200);
    await socket.close();
    await off.close();

    const again = await bootApp({ dataDir: folder });
    assert.equal((await fetch(again.url + address, { headers: { token: ann.token } })).status, 200);
    assert.equal((await fetch(again.url + avatar)).status, 200);
    await again.close();
  });
});

describe('storage: false', function () {
  this.timeout(60_000);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-own-'));
  after(() => fs.rmSync(folder, { recursive: true }));

  const own = (text: string): void => {
    fs.mkdirSync(path.join(folder, 'config'), { recursive: true });
    fs.writeFileSync(path.join(folder, 'config/plugin.mjs'), `export default ${text};`);
  };
  const run = (...args: readonly string[]) => foyer([...args, '--dir', folder], { env: { DATA_DIR: folder, LOG_LEVEL: 'silent' } });

  it('names who needs it, and is taken where nobody does', async () => {
    own('{ storage: false }');
    const { code, stderr } = await run('user', 'list');
    assert.deepEqual(
      [code, /plugin file needs plugin storage, which is not enabled: enable it in .*plugin\.mjs/.test(stderr)],
      [1, true],
      stderr,
    );
    own('{ storage: false, file: false }');
    const listed = await run('user', 'list');
    assert.equal(listed.code, 0, listed.stderr);
    const backed = await run('backup', path.join(folder, 'backup'));
    assert.equal(backed.code, 0, backed.stderr);
  });
});
