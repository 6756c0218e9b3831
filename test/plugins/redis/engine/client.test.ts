import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import { Cluster, Redis } from 'ioredis';
import { createClient } from '../../../../plugins/redis/engine/client.ts';

describe('Redis client', () => {
  it('is a plain one for one host and a cluster for several', () => {
    const one = createClient({ url: 'redis://127.0.0.1:1/3', silence: 100 }).on('error', () => undefined);
    const several = createClient({ url: 'rediss://user:p%40ss@127.0.0.1:1,127.0.0.1:2', silence: 100 }).on('error', () => undefined);
    one.disconnect();
    several.disconnect();
    assert.ok(one instanceof Redis && one.options.db === 3);
    assert.ok(several instanceof Cluster);
    const { username, password, tls } = several.options.redisOptions ?? {};
    assert.deepEqual({ username, password, tls }, { username: 'user', password: 'p@ss', tls: {} });
  });

  it('queues nothing while there is no connection', async () => {
    // Whoever is let in is read, so that the end of the connection is seen.
    const silent = net.createServer((socket) => socket.on('error', () => undefined).resume()).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as net.AddressInfo;
    const client = createClient({ url: `redis://127.0.0.1:${port}`, silence: 5000 }).on('error', () => undefined);
    await assert.rejects(client.get('a'), /enableOfflineQueue/);
    client.disconnect();
    silent.close();
  });
});
