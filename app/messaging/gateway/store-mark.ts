import { setTimeout as sleep } from 'node:timers/promises';
import { BootError } from '#kernel';
import type { Engine } from '../../../engine/engine.ts';
import type { Sql } from '../../../engine/sql.ts';

/** Options of the mark of one node. */
export interface HoldingOptions {
  readonly sql: Sql;
  readonly engine: Pick<Engine, 'kind' | 'presence'>;
  /** This process. */
  readonly node: string;
  /** ms after which a mark that nobody renewed counts no more. */
  readonly lease: number;
}

interface Mark {
  readonly node: string;
  /** When it was renewed. */
  readonly beat: number;
}

/** Ms between two looks at the others. */
const LOOK = 250;
/** Renewals that prove that a node runs, and not where this one sees it: a node renews in its engine first, which may have lost all it knew. */
const PROOF = 2;
/** The server's clock, in ms: those of nodes differ. */
const NOW = 'ROUND(UNIX_TIMESTAMP(CURRENT_TIMESTAMP(3)) * 1000)';

const MENDS = {
  memory: 'set the REDIS_URL of the others here too, or stop them',
  redis: 'give all of them the same REDIS_URL and the same redis.prefix, or stop it',
} as const;

/**
 * The mark of this node on its store. Nodes that share a store must share a Redis, or each misses the messages of the other: whoever has a mark
 * must be live in this node's engine too. SQLite needs none, since its file is one process's.
 */
export class StoreMark {
  readonly #options: HoldingOptions;
  /** Number of the mark: those that came before have the better right. */
  #rank = 0;

  constructor(options: HoldingOptions) {
    this.#options = options;
  }

  /**
   * Leaves the mark. Rejects with a BootError when a node runs on this store that is not in this node's engine; waits for the mark of one that
   * was killed, for as long as its lease.
   */
  async enter(): Promise<void> {
    const { sql, engine, node } = this.#options;
    if (sql.dialect === 'sqlite') return;
    await engine.presence.renew(node);
    // Of those only one has the store's lock, and that is this one: the others are dead.
    if (engine.kind === 'memory') await sql.execute(`DELETE FROM node WHERE engine = 'memory'`);
    this.#rank = (await sql.execute(`INSERT INTO node (node, engine, beat) VALUES (?, ?, ${NOW})`, [node, engine.kind])).insertId;
    const seen = new Map<string, Set<number>>();
    for (;;) {
      const strangers = await this.#strangers();
      if (strangers.length === 0) return;
      for (const { node: stranger, beat } of strangers) seen.set(stranger, (seen.get(stranger) ?? new Set()).add(beat));
      if ([...seen.values()].some(({ size }) => size > PROOF)) break;
      await sleep(LOOK);
      await this.#beat();
    }
    await this.leave();
    throw new BootError(`another Foyer runs on the database of DATABASE_URL, and not with ${whereOf(engine)}: ${MENDS[engine.kind]}`);
  }

  /** Renews the mark, once the engine has this node; enters anew where it was given up meanwhile. Rejects as `enter`. */
  async renew(): Promise<void> {
    const { sql, engine, node } = this.#options;
    if (sql.dialect === 'sqlite') return;
    await engine.presence.renew(node);
    if (!(await this.#beat())) await this.enter();
  }

  /** Takes the mark away. */
  async leave(): Promise<void> {
    const { sql, node } = this.#options;
    if (sql.dialect !== 'sqlite') await sql.execute('DELETE FROM node WHERE node = ?', [node]);
  }

  async #beat(): Promise<boolean> {
    const { sql } = this.#options;
    return (await sql.execute(`UPDATE node SET beat = ${NOW} WHERE id = ?`, [this.#rank])).affected > 0;
  }

  /** Who came before and is not in this node's engine. Marks are read first: whoever has one was in its engine before. */
  async #strangers(): Promise<Mark[]> {
    const { sql, engine, node, lease } = this.#options;
    await sql.execute(`DELETE FROM node WHERE beat < ${NOW} - ?`, [lease]);
    const marks = await sql.query<Mark>('SELECT node, beat FROM node WHERE id < ?', [this.#rank]);
    const live = await engine.presence.renew(node);
    return marks.filter((mark) => !live.has(mark.node));
  }
}

function whereOf({ kind }: Pick<Engine, 'kind'>): string {
  return kind === 'redis' ? 'the Redis of REDIS_URL' : 'this process alone';
}
