import { setTimeout as sleep } from 'node:timers/promises';
import { Crowd } from './crowd.ts';
import { assertClean } from './ledger.ts';
import type { Proxy } from './proxy.ts';
import type { Server } from './server.ts';
import { form } from './upload.ts';

/** A crowd behind a proxy. */
export interface Rolling {
  readonly proxy: Proxy;
  readonly servers: readonly Server[];
  /** Whether they are restarted one after the other, each as soon as the one before serves. */
  readonly isRolling: boolean;
  readonly size: number;
  /** Messages, and how many per second. */
  readonly count: number;
  readonly rate: number;
  /** Bytes of a file that is sent through the proxy afterwards. */
  readonly upload: number;
  /** Reads the metrics of the nodes. */
  readonly metricsToken: string;
}

/** What it came to. */
export interface Rolled {
  /** The longest that a client was not up to date, ms. */
  readonly longestGap: number;
  /** Sockets on each node, before and at the end. */
  readonly before: readonly number[];
  readonly after: readonly number[];
  /** Status of the answer to the upload. */
  readonly upload: number;
}

const SETTLED_WITHIN = 40_000;
const BEFORE_IT = 500;
/** As docs/operations.md says: until those are back who were sent away. */
const BETWEEN = 10_000;

/** A crowd writes through a proxy, while its nodes restart; then a file goes through. Throws when a message is lost or doubled, or a client does not come back. */
export async function rollOver({ proxy, servers, isRolling, size, count, rate, upload, metricsToken }: Rolling): Promise<Rolled> {
  const crowd = await Crowd.gather({ servers: [proxy], size, random: Math.random });
  const sockets = (): Promise<number[]> => Promise.all(servers.map((server) => socketsOf(server, metricsToken)));
  try {
    const before = await sockets();
    await Promise.all([crowd.send({ count, rate }), isRolling && restartAll(servers)]);
    await crowd.settle(SETTLED_WITHIN);
    assertClean(crowd.ledger.report());
    const status = await send(proxy, crowd.tokenOf(0), upload);
    return { longestGap: crowd.longestGap, before, after: await sockets(), upload: status };
  } finally {
    crowd.disband();
  }
}

async function restartAll(servers: readonly Server[]): Promise<void> {
  await sleep(BEFORE_IT);
  for (const [index, server] of servers.entries()) {
    if (index > 0) await sleep(BETWEEN);
    await server.restart();
  }
}

async function socketsOf({ url }: Server, token: string): Promise<number> {
  const response = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${token}`, connection: 'close' } });
  return Number(/^foyer_sockets (\d+)/m.exec(await response.text())?.[1]);
}

async function send({ url }: Proxy, token: string, size: number): Promise<number> {
  const body = form({ bytes: Buffer.alloc(size, 1) });
  const headers = { token, 'content-type': 'multipart/form-data; boundary=----foyer' };
  const response = await fetch(`${url}/api/chat/socket/upload`, { method: 'POST', headers, body: new Uint8Array(body) });
  await response.body?.cancel();
  return response.status;
}
