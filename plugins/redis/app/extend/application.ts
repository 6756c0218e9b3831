import { extendApplication } from '#kernel';
import type { Engine } from '../../../../engine/engine.ts';
import type { RedisClient } from '../../engine/client.ts';
import { RedisEngine } from '../../engine/engine.ts';
import { engineOf } from '../../engine-of.ts';

/** What the redis plugin adds to the application. */
export default extendApplication({
  /** Mailboxes, presence, bus and counters: on Redis where `redis.url` is set, else in this process. */
  get engine(): Engine {
    return engineOf(this);
  },

  /** ioredis, where `redis.url` is set; a plugin with keys of its own begins them with its own name. */
  get redis(): RedisClient | undefined {
    const engine = engineOf(this);
    return engine instanceof RedisEngine ? engine.client : undefined;
  },
});
