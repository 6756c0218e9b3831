import { onceFor, type Application } from '#kernel';
import { MemoryEngine } from '../../engine/memory/engine.ts';
import { RedisEngine } from './engine/engine.ts';

/** The engine of an application, made at the first call: on Redis where `redis.url` is set, else in this process. */
export const engineOf = onceFor(({ config, logger }: Application): MemoryEngine | RedisEngine => {
  const { url, memory, ...limits } = config.redis;
  const warn = (message: string, error?: unknown): void => logger.warn({ err: error }, message);
  return url === undefined
    ? new MemoryEngine({ ...memory, cap: limits.cap, roomCap: limits.roomCap, warn })
    : new RedisEngine({ ...limits, url, warn });
});
