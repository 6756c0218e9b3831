import type { Cluster, ClusterNode, Redis } from 'ioredis';
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

/** On one server these are batches already, which need not wait for the pipeline under way. */
const atOnce = { autoPipeliningIgnoredCommands: ['foyerPush', 'foyerTrim', 'foyerCheck'] };

/**
 * Starts to connect, and goes on trying for ever. Nothing is queued while it is down and nothing is sent twice: a command
 * whose connection ends is rejected, since after a restart it would run on other data than its caller had seen.
 */
export function createClient({ url, silence }: ClientOptions): RedisClient {
  const common = {
    connectTimeout: silence,
    socketTimeout: silence,
    maxRetriesPerRequest: 0,
    maxLoadingRetryTime: RETRY_MAX,
    autoResendUnfulfilledCommands: false,
    reconnectOnError: isDemoted,
  };
  const shared = { enableOfflineQueue: false, enableAutoPipelining: true, scripts: SCRIPTS };
  const nodes = clusterNodes(url);
  const { Cluster, Redis } = driver();
  const client = nodes
    ? new Cluster(nodes, {
        ...shared,
        shardedSubscribers: true,
        clusterRetryStrategy: retryDelay,
        retryDelayOnFailover: RETRY_MIN,
        redisOptions: { ...common, ...credentials(url) },
      })
    : new Redis(url, { ...common, ...shared, ...atOnce, retryStrategy: retryDelay });
  return client as unknown as RedisClient; // `scripts` adds the commands at run time
}

/** A Redis URL without its password, for messages. */
export function printableUrl(url: string): string {
  return url.replace(/\/\/[^@/]*@/, '//***@');
}

function retryDelay(attempts: number): number {
  return Math.min(RETRY_MIN * attempts, RETRY_MAX);
}

/** A server that became a replica under this connection: the next one leads to its master, or waits for it. */
function isDemoted(error: Error): boolean {
  return error.message.startsWith('READONLY');
}

function clusterNodes(url: string): ClusterNode[] | undefined {
  const hosts = url
    .replace(/^\w+:\/\/([^@/]*@)?/, '')
    .replace(/\/.*$/, '')
    .split(',');
  if (hosts.length < 2) return undefined;
  return hosts.map((host) => {
    const { hostname, port } = new URL(`redis://${host}`);
    return { host: hostname, port: Number(port || 6379) };
  });
}

function credentials(url: string): { username?: string; password?: string; tls?: object } {
  const { protocol, username, password } = new URL(url.replace(/,.*$/, ''));
  return {
    ...(username && { username: decodeURIComponent(username) }),
    ...(password && { password: decodeURIComponent(password) }),
    ...(protocol === 'rediss:' && { tls: {} }),
  };
}
