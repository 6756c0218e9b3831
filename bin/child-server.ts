import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';

/** ms in which several changes are one: an editor saves all files, git brings a branch. */
const SETTLES = 150;

/** How the process of a server is started. */
export interface ServerCall {
  /** Of Node, and then of the program. */
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd?: string;
}

/** A server as a process: a new one for each change of its sources, one at a time, since the embedded store belongs to one. */
export class ChildServer {
  readonly #call: ServerCall;
  #folders: readonly string[] = [];
  #watchers: readonly fs.FSWatcher[] = [];
  #child: ChildProcess | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isEnded = false;

  constructor(call: ServerCall) {
    this.#call = call;
  }

  /** Starts it, and anew at each change of TypeScript, JavaScript or JSON below these folders, which may come later. */
  start(folders: readonly string[]): void {
    this.#folders = folders;
    this.#spawn();
  }

  /** Ends it, once: its end is waited for. */
  async end(): Promise<void> {
    this.#isEnded = true;
    clearTimeout(this.#timer);
    this.#unwatch();
    await this.#stop();
  }

  #watch(): void {
    this.#unwatch();
    const inside = this.#folders.filter((folder) => fs.existsSync(folder));
    const around = new Set(this.#folders.map((folder) => path.dirname(folder)));
    this.#watchers = [
      ...inside.map((folder) => fs.watch(folder, { recursive: true }, (_, file) => isSource(file) && this.#changed(file))),
      ...Array.from(around, (parent) => {
        return fs.watch(parent, (_, name) => name !== null && this.#folders.includes(path.join(parent, name)) && this.#changed(name));
      }),
    ];
  }

  #unwatch(): void {
    for (const watcher of this.#watchers) watcher.close();
    this.#watchers = [];
  }

  #spawn(): void {
    // Anew each time: folders come and go.
    this.#watch();
    const { args, env, cwd } = this.#call;
    const child = spawn(process.execPath, args, { env, stdio: 'inherit', ...(cwd !== undefined && { cwd }) });
    this.#child = child;
    child.once('exit', (code) => {
      if (this.#child === child) this.#child = undefined;
      if (code) console.log(`dev: the server ended with ${code}; the next change starts it again`);
    });
  }

  #changed(file: string | null): void {
    if (this.#isEnded) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#restart(file), SETTLES);
  }

  async #restart(file: string | null): Promise<void> {
    console.log(`dev: ${file} changed`);
    await this.#stop();
    // What changed while it stopped has started it, or is about to.
    if (!this.#isEnded && !this.#child) this.#spawn();
  }

  async #stop(): Promise<void> {
    const child = this.#child;
    if (!child) return;
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await exited;
  }
}

function isSource(file: string | null): boolean {
  return /\.(ts|js|json)$/.test(file ?? '');
}
