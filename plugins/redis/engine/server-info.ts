import { isSingle, type RedisClient } from './client.ts';

/** What we need to know of a server. */
export interface ServerInfo {
  /** Of its process: another one after each start. */
  readonly generation: string;
  readonly version: string;
  readonly isCluster: boolean;
}

/** A server that answers and will not do: trying again is of no use before somebody has changed something. */
export class Unusable extends Error {
  override readonly name = 'Unusable';
}

/** The oldest Redis with sharded pub/sub. */
const OLDEST = 7;
/** As many letters of a run_id as tell two processes apart; the scripts cut it alike. */
const GENERATION_LENGTH = 12;

/** Reads the answer to `INFO server`. */
export function readServer(info: string): ServerInfo {
  const runId = /^run_id:(\w+)/m.exec(info)?.[1];
  const version = /^redis_version:(\S+)/m.exec(info)?.[1];
  if (!runId || !version) throw new Unusable('the server does not tell its run_id and version: allow INFO for this user');
  return { generation: runId.slice(0, GENERATION_LENGTH), version, isCluster: /^redis_mode:cluster/m.test(info) };
}

/** Throws Unusable when the engine can't work on the server as the client connects to it; says what to do. */
export function assertUsable({ version, isCluster }: ServerInfo, client: RedisClient): void {
  if (Number.parseInt(version, 10) < OLDEST) throw new Unusable(`version ${version} is too old: ${OLDEST}.0 or newer is needed`);
  if (isCluster && isSingle(client)) {
    throw new Unusable('this server is one of a cluster: name several of its hosts with commas between, or the same one twice');
  }
}
