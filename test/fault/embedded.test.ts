import assert from 'node:assert/strict';
import { runFaults } from '../support/fault-run.ts';
import { Server, WITHOUT_LIMITS } from '../support/server.ts';

describe('fault: embedded server', function () {
  this.timeout(120_000);
  let server: Server;

  before(async () => {
    server = await Server.start({ config: WITHOUT_LIMITS });
  });
  after(() => server.discard());

  it('D24 kill -9 while messages fly: after the restart all acknowledged ones are there, each once, in order', async () => {
    const crash = async (): Promise<void> => {
      await server.kill();
      await server.restart();
    };
    const report = await runFaults({ servers: [server], size: 30, count: 20_000, rate: 2500, faults: [crash, crash, crash] });
    assert.equal(report.acked, 20_000);
  });

  it('SIGTERM while messages fly: the server ends by itself, and nothing is lost', async () => {
    const restart = async (): Promise<void> => {
      await server.stop();
      assert.equal(server.child.exitCode, 0);
      await server.restart();
    };
    await runFaults({ servers: [server], size: 30, count: 3000, rate: 2000, faults: [restart] });
  });
});
