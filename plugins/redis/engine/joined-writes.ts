import type { Cluster, Redis } from 'ioredis';

/** Lets what a cluster's client writes in one loop turn leave together: a hundred commands are one packet per server. */
export class JoinedWrites {
  readonly #cluster: Cluster;
  #held: readonly Redis['stream'][] = [];

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
  }

  /** Holds back what is written from now on to the end of the turn. */
  hold(): void {
    if (this.#held.length > 0) return;
    this.#held = this.#cluster.nodes('master').flatMap(({ status, stream }) => (status === 'ready' ? stream : []));
    for (const stream of this.#held) stream.cork();
    setImmediate(() => this.#release());
  }

  #release(): void {
    for (const stream of this.#held) stream.uncork();
    this.#held = [];
  }
}
