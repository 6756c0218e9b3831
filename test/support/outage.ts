import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { registerOpenAccount } from './account.ts';
import { Api, type Answer } from './api.ts';
import type { Server } from './server.ts';
import { until } from './wait.ts';

const REFUSED_WITHIN = 5000;
const RECOVERED_WITHIN = 15_000;

/** While a store is away a sender gets a clear failure in time; afterwards the same try goes through, once. `mend` brings the store back. */
export async function assertClearFailure(
  server: Server,
  fault: { readonly strike: () => Promise<void>; readonly mend: () => Promise<void> },
): Promise<void> {
  const names = ['from', 'to'].map((name) => `${name}${Date.now().toString(36)}`);
  const [from, to] = await Promise.all(names.map((name) => registerOpenAccount(server.url, name)));
  assert.ok(from && to);
  const draft = { sendto_id: to.id, chatType: 'single', type: 'text', data: 'still there?', client_id: randomUUID() };
  const api = new Api(server.url, { connection: 'close', token: from.token });
  const send = (): Promise<Answer<{ id: string }>> => api.post('/api/chat/socket/sendmessage', draft);

  await fault.strike();
  const asked = Date.now();
  const refused = await send();
  assert.equal(refused.status, 503, JSON.stringify(refused));
  assert.ok(refused.headers.has('retry-after'));
  assert.ok(Date.now() - asked < REFUSED_WITHIN, `refused after ${Date.now() - asked} ms`);

  await fault.mend();
  const first = await until(async () => okOrNull(await send()), { within: RECOVERED_WITHIN, message: 'the server to recover by itself' });
  assert.equal((await send()).data.id, first?.data.id, 'another try of the same message is the same message');
}

function okOrNull<T>(answer: Answer<T>): Answer<T> | null {
  return answer.msg === 'ok' ? answer : null;
}
