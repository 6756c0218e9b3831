import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { bootApp, type TestApp } from '../support/app.ts';
import { createOpenUser } from '../support/chat.ts';
import { createUser, type TestUser } from '../support/factory.ts';
import { alarmsOf, logInto, type Entry } from '../support/log.ts';
import { dialFoyer, foyerSocket, plainSocket, refusedHandshake, sendFrame, type FoyerSocket } from '../support/socket.ts';
import { until } from '../support/wait.ts';

const OFTEN = { points: 1_000_000, window: 1000 };
const config = { chat: { sends: { user: OFTEN, visitor: OFTEN } }, gateway: { frames: OFTEN } };

describe('a server that stops', () => {
  it('G107 says 1012 on foyer.1 and cuts plain sockets without a close frame, also those that are not signed in', async () => {
    const target = await bootApp();
    const log: Entry[] = [];
    logInto(target, log);
    const [one, other] = [await createUser(target), await createUser(target)];
    const sockets = [await foyerSocket(target, one.token), await dialFoyer(target)];
    const plain = await plainSocket(target, other.token);
    await target.close();
    for (const socket of sockets) {
      assert.deepEqual(await socket.end(), { code: 1012, reason: 'restart' });
      assert.deepEqual(
        socket.frames.flatMap((frame) => (frame.op === 'error' ? [frame.code] : [])),
        ['draining'],
      );
    }
    assert.equal((await plain.end()).code, 1006);
    assert.deepEqual(
      plain.frames.map(({ type }) => type),
      ['system'],
    );
    assert.equal(target.app.chat.sessions.size, 0);
    // G107: one line for all of them.
    const said = log.filter(({ level }) => level === 'info').map(({ msg, sockets, code }) => [msg, sockets, code]);
    assert.deepEqual(said.slice(-2), [
      ['draining', 3, undefined],
      ['sockets are sent away', 3, 1012],
    ]);
    const ends = log
      .filter(({ msg }) => msg.startsWith('socket closed'))
      .map(({ level, code, reason }) => `${level} ${String(code)} ${String(reason)}`);
    assert.deepEqual(ends.toSorted(), ['debug 1006 restart', 'debug 1012 restart', 'debug 1012 restart']);
  });

  it('refuses handshakes and messages meanwhile, to be tried again', async () => {
    const target = await bootApp();
    try {
      const user = await createOpenUser(target);
      const socket = await foyerSocket(target, user.token);
      await target.app.chat.gateway.drain();
      const answer = await socket.say((await createOpenUser(target)).id, 'too late');
      assert.ok(answer.op === 'refused' && answer.code === 'draining' && answer.retry);
      const { status, body } = await refusedHandshake(target, {});
      assert.deepEqual([status, JSON.parse(body)], [503, { msg: 'fail', data: '服务正在重启，请稍后再试', code: 'draining' }]);
    } finally {
      await target.close();
    }
  });

  it('G107 answers what came before, wherever it is on its way, and no frame meets a store that is closed', async () => {
    const target = await bootApp();
    const log: Entry[] = [];
    logInto(target, log);
    const [user, peer] = [await createOpenUser(target), await createOpenUser(target)];
    const socket = await foyerSocket(target, user.token);
    let goOn: () => void = () => undefined;
    const isToGoOn = new Promise<void>((resolve) => (goOn = resolve));
    let isWaiting = false;
    target.app.chat.hooks.on('test', 'beforeSend', () => {
      isWaiting = true;
      return isToGoOn;
    });
    const answer = socket.say(peer.id, 'on its way');
    await until(() => isWaiting);
    const closing = target.close();
    await until(() => log.some(({ msg }) => msg === 'draining'));
    goOn();
    assert.equal((await answer).op, 'sent');
    await closing;
    assert.deepEqual(await socket.end(), { code: 1012, reason: 'restart' });
    assert.deepEqual(alarmsOf(log), []);
  });

  it('D24 loses nothing of what flies, however much there is, and does not wait for an end of it', async () => {
    const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-draining-'));
    try {
      const first = await bootApp({ dataDir, config });
      const users = await Promise.all([1, 2, 3, 4].map(() => createOpenUser(first)));
      const writers = await Promise.all(users.map((user, index) => Writer.start(first, user, users[(index + 1) % 4] ?? user)));
      await until(() => writers.every(({ confirmed }) => confirmed.size > 20));
      const began = Date.now();
      await first.close();
      assert.ok(Date.now() - began < 5000, `took ${Date.now() - began} ms`);
      for (const { socket } of writers) assert.equal((await socket.end()).code, 1012);
      const second = await bootApp({ dataDir, config });
      await Promise.all(writers.map((writer) => writer.resume(second)));
      await second.close();
    } finally {
      fs.rmSync(dataDir, { recursive: true, force: true });
    }
  });
});

/** Writes to one other as fast as it is answered, 16 at a time. */
class Writer {
  readonly confirmed = new Set<string>();
  readonly #sent = new Map<string, ReturnType<typeof sendFrame>>();
  readonly #user: TestUser;
  readonly #peer: TestUser;
  socket: FoyerSocket;

  static async start(target: TestApp, user: TestUser, peer: TestUser): Promise<Writer> {
    const writer = new Writer(user, peer, await foyerSocket(target, user.token));
    writer.#listen();
    for (let count = 0; count < 16; count += 1) writer.#write();
    return writer;
  }

  private constructor(user: TestUser, peer: TestUser, socket: FoyerSocket) {
    this.#user = user;
    this.#peer = peer;
    this.socket = socket;
  }

  /** Comes back, repeats what was not answered, and compares with the history. */
  async resume(target: TestApp): Promise<void> {
    this.socket = await foyerSocket(target, this.#user.token);
    const open = [...this.#sent.values()].filter(({ client_id: id }) => !this.confirmed.has(id));
    for (const frame of open) this.socket.send(frame);
    await until(() => this.socket.frames.filter(({ op }) => op === 'sent').length === open.length);
    const rows = await target.app.sql.query<{ data: string }>('SELECT data FROM message WHERE sender_id = ? ORDER BY seq', [this.#user.id]);
    const stored = rows.map(({ data }) => data);
    assert.deepEqual(stored.toSorted(), [...this.#sent.values()].map(({ data }) => data).toSorted());
  }

  #listen(): void {
    this.socket.raw.on('message', () => {
      for (const frame of this.socket.frames) if (frame.op === 'sent') this.#answered(frame.client_id);
    });
  }

  #answered(clientId: string): void {
    if (this.confirmed.has(clientId)) return;
    this.confirmed.add(clientId);
    this.#write();
  }

  #write(): void {
    if (this.socket.raw.readyState !== this.socket.raw.OPEN) return;
    const frame = sendFrame(this.#peer.id, `${this.#user.id} ${this.#sent.size}`);
    this.#sent.set(frame.client_id, frame);
    this.socket.send(frame);
  }
}
