import { BootError, reasonOf } from './error.ts';

/** What a class exported by `app/app.ts` may have. Hooks run in the order of the units, `beforeClose` in reverse. */
export interface Boot {
  /** Last chance to change the configuration. */
  configWillLoad?(): void;
  /** The configuration is final, and frozen after this; create clients here. */
  configDidLoad?(): void;
  /** Every file is loaded; connect here. */
  didLoad?(): Promise<void> | void;
  /** Every unit has connected. */
  willReady?(): Promise<void> | void;
  /** The application is ready to listen. */
  didReady?(): Promise<void> | void;
  /** The server listens. */
  serverDidReady?(): Promise<void> | void;
  /** Runs for every unit whose configDidLoad returned, so it must bear a unit that got no further. */
  beforeClose?(): Promise<void> | void;
}

type ConfigHook = 'configWillLoad' | 'configDidLoad';
type Hook = 'didLoad' | 'willReady' | 'didReady' | 'serverDidReady';
type Task = () => unknown;

interface Entry {
  readonly boot: Boot;
  /** Names the unit and its file in messages. */
  readonly owner: string;
}

/** Runs the boot hooks of one application. */
export class Lifecycle {
  readonly #entries: Entry[] = [];
  readonly #closing: Task[] = [];
  #closed: Promise<void> | undefined;

  add(boot: Boot, owner: string): void {
    this.#entries.push({ boot, owner });
  }

  /** Adds a task for `close`; the last added runs first. */
  beforeClose(task: Task): void {
    this.#assertOpen();
    this.#closing.push(task);
  }

  /** Runs the two configuration hooks, each over all units. */
  configure(): void {
    this.#assertOpen();
    for (const entry of this.#entries) runNow(entry, 'configWillLoad');
    for (const entry of this.#entries) {
      runNow(entry, 'configDidLoad');
      if (entry.boot.beforeClose) this.beforeClose(() => runLater(entry, 'beforeClose'));
    }
  }

  async run(hook: Hook): Promise<void> {
    for (const entry of this.#entries) {
      this.#assertOpen();
      await runLater(entry, hook);
    }
  }

  /** Runs the closing tasks, last first and once only; a failing one does not keep the others from running. */
  close(): Promise<void> {
    return (this.#closed ??= this.#close());
  }

  async #close(): Promise<void> {
    const errors: unknown[] = [];
    for (const task of this.#closing.toReversed()) {
      try {
        await task();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw new AggregateError(errors, `the application did not close cleanly: ${errors.map(reasonOf).join('; ')}`);
  }

  #assertOpen(): void {
    if (this.#closed) throw new BootError('the application was closed while it started');
  }
}

function runNow({ boot, owner }: Entry, hook: ConfigHook): void {
  try {
    boot[hook]?.();
  } catch (cause) {
    throw failure(owner, hook, cause);
  }
}

async function runLater({ boot, owner }: Entry, hook: Hook | 'beforeClose'): Promise<void> {
  try {
    await boot[hook]?.();
  } catch (cause) {
    throw failure(owner, hook, cause);
  }
}

/** What a BootError says is meant for whoever starts it: it names the file and the mend, and needs no more words around. */
function failure(owner: string, hook: string, cause: unknown): BootError {
  if (cause instanceof BootError) return cause;
  return new BootError(`${owner} failed in ${hook}: ${reasonOf(cause)}`, { cause });
}
