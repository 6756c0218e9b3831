import type { Keys } from './keys.ts';
import type { Link } from './link.ts';

/**
 * Which nodes live, as of the last renewal. A node that this one has not seen yet may have started since: it is
 * asked for before it counts as dead.
 */
export class LiveNodes {
  readonly #link: Link;
  readonly #key: string;
  readonly #lease: number;
  readonly #own = new Set<string>();
  #live: ReadonlySet<string> = new Set();
  readonly #dead = new Set<string>();
  #asking: Promise<ReadonlySet<string>> | undefined;

  constructor(link: Link, keys: Keys, lease: number) {
    this.#link = link;
    this.#key = keys.nodes;
    this.#lease = lease;
  }

  /** Renews a lease of this process. */
  async renew(node: string): Promise<ReadonlySet<string>> {
    this.#own.add(node);
    return this.#ask(node);
  }

  /** Ends a lease of this process. */
  async leave(node: string): Promise<void> {
    this.#own.delete(node);
    await this.#link.call((_, client) => client.zrem(this.#key, node));
    await this.#ask('');
  }

  /** The live ones of a comma list, without waiting: one not seen before passes, and is asked for in the background. */
  glance(list: string): readonly string[] {
    const nodes = splitNodes(list);
    if (nodes.every((node) => this.#live.has(node))) return nodes;
    if (nodes.some((node) => this.#isUnknown(node))) void this.keep([list]); // can't fail
    return nodes.filter((node) => !this.#dead.has(node));
  }

  /**
   * The live ones of each comma list; asks about one not seen before. On a cluster the list of nodes may be out of reach where a user is not:
   * then one not seen before passes.
   */
  async keep(lists: readonly string[]): Promise<(readonly string[])[]> {
    const routes = lists.map(splitNodes);
    const isNew = routes.some((nodes) => nodes.some((node) => this.#isUnknown(node)));
    const isKnown = !isNew || (await this.#learn());
    return routes.map((nodes) => nodes.filter((node) => (isKnown ? this.#isLive(node) : !this.#dead.has(node))));
  }

  /** Whether the nodes could be asked for. */
  async #learn(): Promise<boolean> {
    try {
      await this.#refresh();
      return true;
    } catch {
      return false;
    }
  }

  /** Remembers the dead, so that they are asked for once between two renewals. */
  #isLive(node: string): boolean {
    if (this.#live.has(node) || this.#own.has(node)) return true;
    this.#dead.add(node);
    return false;
  }

  #isUnknown(node: string): boolean {
    return !this.#live.has(node) && !this.#own.has(node) && !this.#dead.has(node);
  }

  #refresh(): Promise<ReadonlySet<string>> {
    this.#asking ??= this.#ask('').finally(() => (this.#asking = undefined));
    return this.#asking;
  }

  async #ask(node: string): Promise<ReadonlySet<string>> {
    const nodes = await this.#link.call((_, client) => client.foyerRenew(this.#key, node, this.#lease));
    this.#live = new Set(nodes);
    this.#dead.clear();
    return this.#live;
  }
}

const NONE: readonly string[] = [];

/** The nodes of a comma list. */
export function splitNodes(list: string): readonly string[] {
  return list === '' ? NONE : list.split(',');
}
