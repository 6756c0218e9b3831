import { BootError, reasonOf } from '#kernel';
import { within } from '../../engine/within.ts';
import { Lifecycle } from '../../kernel/lifecycle.ts';

interface Task {
  readonly owner: string;
  readonly ended: Promise<unknown>;
}

/** What has to be done before an application of Egg is ready, and when it closes. What fails says which plugin it was. */
export class Start {
  readonly lifecycle = new Lifecycle();
  /** Who is at it: for messages. */
  owner = 'the application of Egg';
  readonly #deadline: number;
  readonly #before: Task[] = [];
  readonly #whenReady: (() => unknown)[] = [];

  /** `deadline`: ms for each thing that the start waits for. */
  constructor(deadline: number) {
    this.#deadline = deadline;
  }

  /** Begins what the start waits for: at once, since a plugin may wait for an event that comes soon. */
  before(run: () => unknown): void {
    const ended = Promise.resolve().then(run);
    ended.catch(() => undefined); // whoever waits for it tells
    this.#before.push({ owner: this.owner, ended });
  }

  /** Adds what is done once all is ready. */
  whenReady(run: () => unknown): void {
    this.#whenReady.push(run);
  }

  /** A function to be called for the start to go on. */
  barrier(): (error?: unknown) => void {
    const ends: ((error?: unknown) => void)[] = [];
    const ended = new Promise<void>((resolve, reject) => {
      ends.push((error) => (error instanceof Error ? reject(error) : resolve()));
    });
    this.before(() => ended);
    return (error) => ends.forEach((end) => end(error));
  }

  beforeClose(run: () => unknown): void {
    this.lifecycle.beforeClose(run);
  }

  /** Waits for what was begun, and for what comes of it. Throws a BootError that names the plugin. */
  async settle(): Promise<void> {
    for (let task = this.#before.shift(); task; task = this.#before.shift()) await this.#settled(task);
  }

  /** Tells those that wait for it that all is ready. */
  async tellReady(): Promise<void> {
    for (let run = this.#whenReady.shift(); run; run = this.#whenReady.shift()) await run();
  }

  async #settled({ owner, ended }: Task): Promise<void> {
    try {
      await within(this.#deadline, ended, () => new Error(`what it waits for has not come within ${this.#deadline} ms`));
    } catch (cause) {
      throw new BootError(`${owner} failed in its start: ${reasonOf(cause)}`, { cause });
    }
  }
}
