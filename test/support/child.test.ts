import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'mocha';
import { freePort } from './child.ts';

describe('support/child', () => {
  it('G114 gives no port to two processes', async () => {
    const mine = await Promise.all(Array.from({ length: 50 }, freePort));
    assert.equal(new Set(mine).size, mine.length);
    // The other one would take any of them that it finds free.
    const script = `import net from 'node:net';
      const states = ${JSON.stringify(mine)}.map((port) => new Promise((resolve) => {
        net.createServer().once('error', () => resolve('taken')).listen({ path: '\\0foyer-test-port-' + port }, () => resolve('free'));
      }));
      process.stdout.write(JSON.stringify(await Promise.all(states)));
      process.exit();`;
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    assert.deepEqual(new Set(JSON.parse(stdout) as string[]), new Set(['taken']));
  });
});
