import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, it } from 'node:test';
import { foyerSocket, ServerProcess, until } from '@foyer-chat/foyer/test';

const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'auto-answer-'));
let server: ServerProcess | undefined;

after(async () => {
  await server?.kill();
  fs.rmSync(dataDir, { recursive: true, force: true });
});

const serve = async (): Promise<ServerProcess> =>
  (server = await ServerProcess.start({ dir: path.join(import.meta.dirname, 'app'), dataDir }));

it('kill -9 within the delay: the next server gives the answer, once', async () => {
  const first = await serve();
  const device = { deviceId: crypto.randomUUID(), timestamp: Date.now() };
  const { token } = (await first.api.post<{ token: string }>('/api/visitorRegister', device)).data;
  const { kefu } = (await first.api.get<{ kefu: { id: number } }>('/api/demo')).data;
  const said = { sendto_id: kefu.id, chatType: 'single', type: 'text', data: 'price?' };
  assert.equal((await first.api.as(token).with({ 'accept-language': 'en' }).post('/api/chat/socket/sendmessage', said)).status, 200);
  await until(async () => /auto_answer_planned_total 1/.test(await (await fetch(`${first.url}/metrics`)).text()));
  await first.kill();
  const socket = await foyerSocket(await serve(), token);
  assert.deepEqual(await socket.got(1), ['Our prices are on the page /pricing.']);
});
