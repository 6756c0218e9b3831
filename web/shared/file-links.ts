import type { WireLink } from '../../protocol/index.ts';
import { ApiError } from './api-error.ts';

/** What opens a file for a while, as paths of this server. */
export interface FileLink {
  readonly url: string;
  /** Of the smaller picture; the picture itself where it is small, and for what is none. */
  readonly thumb: string;
  /** ms, by the server's clock. */
  readonly expires: number;
}

/** What the links work with. */
export interface FileLinksOptions {
  /** Asks for many at once; null for each that may not be opened. */
  readonly ask: (paths: readonly string[]) => Promise<readonly (WireLink | null)[]>;
  readonly now?: () => number;
  /** Waits so many ms before the server is asked again. */
  readonly wait?: (ms: number) => Promise<void>;
}

interface Waiting {
  readonly path: string;
  readonly resolve: (link: FileLink | null) => void;
}

/** As many as one request takes. */
const MOST = 50;
/** A link that ends within this, in ms, is asked for anew: clocks differ. */
const MARGIN = 5 * 60_000;
/** For how long, in ms, a file that is closed is not asked for again. */
const CLOSED = 30_000;
const PAUSE = { first: 1000, longest: 30_000 };

/** What opens files that messages name by their paths: asked for together, kept while it is good, and asked for anew when it is not. */
export class FileLinks {
  readonly #ask: FileLinksOptions['ask'];
  readonly #now: () => number;
  readonly #wait: (ms: number) => Promise<void>;
  readonly #known = new Map<string, { readonly link: FileLink | null; readonly until: number }>();
  readonly #asked = new Map<string, Promise<FileLink | null>>();
  readonly #queue: Waiting[] = [];
  /** Counts up when somebody else is signed in. */
  #age = 0;

  constructor({ ask, now = Date.now, wait = delay }: FileLinksOptions) {
    this.#ask = ask;
    this.#now = now;
    this.#wait = wait;
  }

  /** What is known and still good; null for a file that is closed, undefined when it must be asked for. */
  peek(path: string): FileLink | null | undefined {
    const known = this.#known.get(path);
    return known && known.until > this.#now() ? known.link : undefined;
  }

  /** What opens a file; null when nothing does. Waits for a server that is away. */
  find(path: string): Promise<FileLink | null> {
    const known = this.peek(path);
    if (known !== undefined) return Promise.resolve(known);
    const asked = this.#asked.get(path);
    if (asked) return asked;
    const asking = new Promise<FileLink | null>((resolve) => this.#queue.push({ path, resolve }));
    this.#asked.set(path, asking);
    if (this.#queue.length === 1) queueMicrotask(() => void this.#flush());
    return asking;
  }

  /** Its link did not open: it is asked for anew. */
  refused(path: string): void {
    this.#known.delete(path);
  }

  /** Somebody else is signed in, or nobody. */
  clear(): void {
    this.#age += 1;
    this.#known.clear();
    this.#asked.clear();
  }

  async #flush(): Promise<void> {
    const queue = this.#queue.splice(0);
    for (let at = 0; at < queue.length; at += MOST) await this.#settle(queue.slice(at, at + MOST));
  }

  async #settle(part: readonly Waiting[]): Promise<void> {
    const age = this.#age;
    const links = await this.#answer(part.map(({ path }) => path));
    for (const [index, { path, resolve }] of part.entries()) {
      const link = linkOf(links[index] ?? null);
      if (age === this.#age) {
        this.#known.set(path, { link, until: link ? link.expires - MARGIN : this.#now() + CLOSED });
        this.#asked.delete(path);
      }
      resolve(link);
    }
  }

  async #answer(paths: readonly string[]): Promise<readonly (WireLink | null)[]> {
    for (let tries = 0; ; tries += 1) {
      try {
        return await this.#ask(paths);
      } catch (error) {
        if (isFinal(error)) return [];
        await this.#wait(Math.min(PAUSE.longest, PAUSE.first * 2 ** tries));
      }
    }
  }
}

/** Under the address at which the page itself is: the server may be known by another one as well. */
function linkOf(link: WireLink | null): FileLink | null {
  if (!link) return null;
  const url = pathIn(link.url);
  return { url, thumb: link.thumb === null ? url : pathIn(link.thumb), expires: link.expires };
}

function pathIn(url: string): string {
  const { pathname, search } = new URL(url, 'http://here');
  return pathname + search;
}

/** A refusal; a server that is away, busy or broken will answer some time. */
function isFinal(error: unknown): boolean {
  return error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 429;
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
