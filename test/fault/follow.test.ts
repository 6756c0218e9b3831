import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Child } from '../support/child.ts';
import { until } from '../support/wait.ts';

const SERVE = ['--import', 'tsx', '--conditions=foyer-source', 'test/fault/follow/serve.ts'];
const KILLS = 6;

describe('fault: followers', function () {
  this.timeout(180_000);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-follow-'));
  const [said, heard] = [path.join(folder, 'said'), path.join(folder, 'heard')];
  let child: Child | undefined;

  after(async () => {
    if (child?.isRunning) await child.kill9();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  async function serve(...talking: string[]): Promise<Child> {
    const started = Child.start(process.execPath, [...SERVE, folder, said, ...talking], { env: { NODE_ENV: 'test', HEARD: heard } });
    child = started;
    await until(() => started.output.includes('serves') || !started.isRunning, { within: 40_000, message: 'the server' });
    assert.ok(started.isRunning, started.output);
    return started;
  }

  /** The numbers of each conversation, in the order of the lines; the last line may be cut off. */
  function read(file: string): Map<string, number[]> {
    const lines = fs.existsSync(file) ? fs.readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
    const byConversation = new Map<string, number[]>();
    for (const line of lines) {
      const [id = '', seq = ''] = line.split(' ');
      byConversation.set(id, [...(byConversation.get(id) ?? []), Number(seq)]);
    }
    return byConversation;
  }

  it(`U6 kill -9, ${KILLS} times while messages fly: all is heard of, in order in each conversation`, async () => {
    for (let kill = 0; kill < KILLS; kill += 1) {
      const server = await serve('talking');
      await pause(100 + Math.random() * 400);
      await server.kill9();
    }
    const all = read(said);
    assert.ok([...all.values()].flat().length > 10 * KILLS);
    const last = (seqs: readonly number[] = []): number => Math.max(0, ...seqs);
    await serve();
    await until(() => [...all].every(([id, seqs]) => last(read(heard).get(id)) >= last(seqs)), { within: 30_000, message: 'the rest' });
    for (const [id, seqs] of read(heard)) {
      let most = 0;
      for (const seq of seqs) {
        assert.ok(seq <= most + 1, `${seq} after ${most} in ${id}`);
        most = Math.max(most, seq);
      }
    }
  });
});
