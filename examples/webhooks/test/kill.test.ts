import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { after, before, it } from 'node:test';
import { promisify } from 'node:util';
import { ServerProcess, until, type Api } from '@foyer-chat/foyer/test';
import { isSigned } from '../src/verify.ts';
import { Receiver } from './receiver.ts';

const KILLS = 5;
/** People who write at the same time. */
const CROWD = 4;

const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'webhooks-'));
const dir = path.join(import.meta.dirname, 'app');
const receiver = new Receiver();
let server: ServerProcess | undefined;

before(() => receiver.listen());
after(async () => {
  await server?.kill();
  await receiver.close();
  fs.rmSync(dataDir, { recursive: true, force: true });
});

const serve = async (): Promise<ServerProcess> => (server = await ServerProcess.start({ dir, dataDir }));

/** `foyer …`, as an operator types it beside the server; what it answers. */
async function foyer<Answer>(...words: readonly string[]): Promise<Answer> {
  const home = path.dirname(createRequire(import.meta.url).resolve('@foyer-chat/foyer/package.json'));
  const args = [path.join(home, 'dist/bin/foyer.js'), ...words, '--json', '--dir', dir];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: { ...process.env, NODE_ENV: 'test', DATA_DIR: dataDir } });
  return JSON.parse(stdout) as Answer;
}

/** What was acknowledged, and so must be told. */
const said = { 'visitor.registered': new Set<number>(), 'member.joined': new Set<number>(), 'message.created': new Set<string>() };

/** A visitor who registers, joins a room and writes, until the server is gone; notes what was acknowledged. */
async function come(api: Api, room: number): Promise<void> {
  const { data } = await api.post<{ id: number; token: string }>('/api/visitorRegister', {
    deviceId: crypto.randomUUID(),
    timestamp: Date.now(),
  });
  said['visitor.registered'].add(data.id);
  const visitor = api.as(data.token);
  if ((await visitor.post('/api/chat/room/join', { id: room })).status === 200) said['member.joined'].add(data.id);
  const message = { sendto_id: room, chatType: 'group', type: 'text', data: `I am ${data.id}` };
  if ((await visitor.post('/api/chat/socket/sendmessage', message)).status === 200) said['message.created'].add(message.data);
}

/** Comes again and again, until the server is killed. */
async function crowd(api: Api, room: number): Promise<void> {
  for (;;) {
    try {
      await come(api, room);
    } catch {
      return; // the server is gone, and what it was at was not acknowledged
    }
  }
}

/** A room that anyone may join. */
async function openRoom({ api }: ServerProcess): Promise<number> {
  const credentials = { username: 'host', password: 'a quiet river 9', repassword: 'a quiet river 9' };
  const { token } = (await api.post<{ token: string }>('/api/regChat', credentials)).data;
  return (await api.as(token).post<{ id: number }>('/api/chat/room/create', { name: 'lobby' })).data.id;
}

it(`kill -9, ${KILLS} times while people come: every event is told at least once`, async () => {
  const { secret } = await foyer<{ secret: string }>('webhook', 'add', receiver.url);
  // Every tenth call fails, so that some are made again.
  receiver.answer = () => (receiver.calls.length % 10 === 0 ? 503 : 200);
  let room: number | undefined;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const running = await serve();
    room ??= await openRoom(running);
    const people = Array.from({ length: CROWD }, () => crowd(running.api, room ?? 0));
    // Some way into it: at a moment like any other.
    const enough = said['message.created'].size + 2 + Math.random() * 10;
    await until(() => said['message.created'].size >= enough, { within: 60_000, message: 'messages' });
    await pause(Math.random() * 30);
    await running.kill();
    await Promise.all(people);
  }
  await serve();
  const told = {
    'visitor.registered': () => receiver.events<{ id: number }>('visitor.registered').map(({ data }) => data.id),
    'member.joined': () => receiver.events<{ user: { id: number } }>('member.joined').map(({ data }) => data.user.id),
    'message.created': () => receiver.events<{ data: string }>('message.created').map(({ data }) => data.data),
  };
  for (const [event, all] of Object.entries(said)) {
    const missing = (): unknown[] =>
      [...(all as Set<unknown>)].filter((each) => !(told[event as keyof typeof told]() as unknown[]).includes(each));
    await until(() => missing().length === 0, { within: 30_000, message: () => `${event} of ${missing().join(', ')}` });
  }
  assert.ok(receiver.calls.every(({ body, signature }) => isSigned(body, signature, { secret })));
  receiver.answer = () => 202;
  assert.deepEqual(await foyer('webhook', 'test', '1'), { id: 1, status: 202 });
});
