import { Installation } from '../../test/support/installation.ts';
import { Server, WITHOUT_LIMITS } from '../../test/support/server.ts';
import type { BenchOptions } from '../option.ts';

/** What a soak runs on. */
export interface House {
  readonly servers: readonly Server[];
  /** Null with embedded stores. */
  readonly stores: Pick<Installation, 'redis' | 'mariadb'> | null;
  close(): Promise<void>;
}

/** One server with embedded stores, or with `--targets foyer-stores` some nodes on Redis and MariaDB. */
export async function openHouse({ targets, nodes }: Pick<BenchOptions, 'targets' | 'nodes'>): Promise<House> {
  if (targets.includes('foyer-stores')) {
    const installation = await Installation.start({ nodes, config: WITHOUT_LIMITS });
    return { servers: installation.servers, stores: installation, close: () => installation.discard() };
  }
  if (nodes > 1) throw new Error('several nodes need --targets foyer-stores');
  const server = await Server.start({ config: WITHOUT_LIMITS });
  return { servers: [server], stores: null, close: () => server.discard() };
}
