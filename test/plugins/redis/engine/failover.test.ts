import { RedisServer } from '../../../support/redis.ts';
import { TcpProxy } from '../../../support/tcp-proxy.ts';
import { until } from '../../../support/wait.ts';
import { RedisEngine } from '../../../../plugins/redis/engine/engine.ts';
import { Beat } from '../beat.ts';

const LEASE = 1000;

describe('G80 a failover of one Redis, whose address moves to its replica', function () {
  this.timeout(30_000);
  let old: RedisServer;
  let next: RedisServer;
  let address: TcpProxy;
  const engines: RedisEngine[] = [];
  const timers: NodeJS.Timeout[] = [];

  beforeEach(async () => {
    [old, next] = await Promise.all([RedisServer.start(), RedisServer.start()]);
    address = await TcpProxy.start(old.port);
    await old.command('config', 'set', 'repl-diskless-sync-delay', '0');
    await next.command('replicaof', '127.0.0.1', String(old.port));
    await until(async () => String(await next.command('info', 'replication')).includes('master_link_status:up'));
  });

  afterEach(async () => {
    for (const timer of timers.splice(0)) clearInterval(timer);
    for (const engine of engines.splice(0)) await engine.close();
    await address.stop();
    await Promise.all([old.stop(), next.stop()]);
  });

  it('takes the bus along where the old master follows the new one, with its connections open', () =>
    assertPrompt(async () => {
      await promote();
      await old.command('replicaof', '127.0.0.1', String(next.port));
    }));

  it('takes the bus along where the old master is demoted and hears of nobody', () =>
    assertPrompt(async () => {
      await promote();
      await old.command('replicaof', '127.0.0.1', '1');
    }));

  it('takes the bus along where the old master hangs', () =>
    assertPrompt(async () => {
      old.pause();
      await promote();
    }));

  it('takes commands along with the bus, where only a new connection leads to the new master', async () => {
    const engine = await open('n1');
    await engine.bus.listen('n1', () => undefined);
    await promote();
    await old.command('client', 'kill', 'type', 'pubsub');
    await until(async () => (await engine.mailbox.push(1, 'a')) && (await next.command('exists', 'chat_getmessage_{1}')) === 1);
  });

  async function assertPrompt(failOver: () => Promise<void>): Promise<void> {
    const [sender, receiver] = [await open('n1'), await open('n2')];
    let gaps = 0;
    receiver.bus.onGap(() => (gaps += 1));
    const beat = await Beat.start(receiver.bus, 'n2', (key) => sender.bus.send('n2', { kind: 'stale', keys: [key] }));
    timers.push(beat.timer);
    await beat.prompt();
    await failOver();
    await until(() => gaps > 0, { within: 8000, message: 'the gap to be told' });
    await beat.prompt();
  }

  async function promote(): Promise<void> {
    await next.command('replicaof', 'no', 'one');
    address.lead(next.port);
  }

  /** A node as it runs: it renews its lease. */
  async function open(node: string): Promise<RedisEngine> {
    const engine = new RedisEngine({ url: address.url, warn: () => undefined });
    engines.push(engine);
    await engine.connect();
    timers.push(setInterval(() => void engine.presence.renew(node).catch(() => undefined), LEASE));
    return engine;
  }
});
