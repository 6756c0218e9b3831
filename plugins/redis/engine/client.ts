import type { Cluster, Redis } from 'ioredis';
import { readClusterAddress } from './address.ts';
import { driver } from './driver.ts';
import { SCRIPTS, type ScriptCommands } from './scripts.ts';

/** ioredis with our scripts as commands: one server, or a cluster. */
export type RedisClient = (Redis | Cluster) & ScriptCommands;

/** Where Redis is, and how long a command may take. */
export interface ClientOptions {
  /** `redis://[user:password@]host:port[/db]`, `rediss://` for TLS; several hosts with commas between them are a cluster. */
  readonly url: string;
  /** ms without an answer after which the connection counts as dead. */
  readonly silence: number;
}

const RETRY_MIN = 50;
const RETRY_MAX = 500;
/** Between two tries of a command that a cluster sent elsewhere or could not serve yet. */
const REDIRECT_DELAY = 100;

/** On one server these are batches already, which need not wait for the pipeline under way. */
const atOnce = { autoPipeliningIgnoredCommands: ['foyerPush', 'foyerTrim', 'foyerCheck'] };

/**
 * Starts to connect, and goes on trying for ever. Nothing is queued while it is down. On one server nothing is sent twice: a command whose
 * connection ends is rejected, since after a restart it would run on other data than its caller had seen. A cluster's servers change under
 * their connections anyway: there a command follows its key (MOVED, ASK) and waits for it (TRYAGAIN, CLUSTERDOWN, a failover), each by itself
 * and not in pipelines, in which one that went through would keep the others from being sent again.
 */
export function createClient({ url, silence }: ClientOptions): RedisClient {
  const common = {
    connectTimeout: silence,
    socketTimeout: silence,
    maxRetriesPerRequest: 0,
    maxLoadingRetryTime: RETRY_MAX,
    autoResendUnfulfilledCommands: false,
    reconnectOnError: isDemoted,
    disableClientInfo: true, // CLIENT SETINFO is younger than the oldest Redis: no ACL of 7.0 can allow it
  };
  const shared = { enableOfflineQueue: false, scripts: SCRIPTS };
  const cluster = readClusterAddress(url);
  const { Cluster, Redis } = driver();
  const client = cluster
    ? new Cluster([...cluster.hosts], {
        ...shared,
        clusterRetryStrategy: retryDelay,
        maxRedirections: Math.ceil(silence / REDIRECT_DELAY),
        retryDelayOnFailover: REDIRECT_DELAY,
        retryDelayOnClusterDown: REDIRECT_DELAY,
        retryDelayOnTryAgain: REDIRECT_DELAY,
        redisOptions: { ...common, ...cluster.access },
      })
    : new Redis(url, { ...common, ...shared, ...atOnce, enableAutoPipelining: true, retryStrategy: retryDelay });
  return client as unknown as RedisClient; // `scripts` adds the commands at run time
}

/** ms before the next try to connect. */
export function retryDelay(attempts: number): number {
  return Math.min(RETRY_MIN * attempts, RETRY_MAX);
}

/** Whether Redis is one server. */
export function isSingle(client: Redis | Cluster): client is Redis {
  return !client.isCluster;
}

/** A server that became a replica under this connection: the next one leads to its master, or waits for it. */
function isDemoted(error: Error): boolean {
  return error.message.startsWith('READONLY');
}
