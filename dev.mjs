// `npm run dev`: the server from its source, started anew at each change, behind the screens by Vite, which reload by themselves.
// One address for all of it; Ctrl-C ends both. With FOYER_URL only the screens, before a server that runs already.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { serveScreens } from './web/dev.mjs';

const root = import.meta.dirname;
const sources = ['app', 'bin', 'config', 'engine', 'kernel', 'plugins', 'protocol', 'typings'];
/** ms in which several changes are one: an editor saves all files, git brings a branch. */
const SETTLES = 150;

async function main() {
  if (fs.existsSync('.env')) process.loadEnvFile('.env');
  const { PORT = '7001', FOYER_URL } = process.env;
  const screens = await serveScreens({ server: FOYER_URL ?? `http://127.0.0.1:${PORT}` });
  console.log(`dev: the shop ${screens.url}/  the messenger ${screens.url}/app/`);
  const server = new Server({ ...process.env, PORT, PUBLIC_URL: screens.url });
  const watched = FOYER_URL === undefined ? sources : [];
  const watchers = watched.map((folder) => fs.watch(path.join(root, folder), { recursive: true }, (_, file) => server.changed(file)));
  // Vite's own would quit at once, while the server still stops.
  process.removeAllListeners('SIGTERM');
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void end({ server, screens, watchers }));
  if (FOYER_URL === undefined) server.start();
}

/** May be called twice: npm hands on the signal that the terminal has sent to all. */
async function end({ server, screens, watchers }) {
  for (const watcher of watchers) watcher.close();
  await Promise.all([server.end(), screens.close()]);
}

/** The server as a process: a new one for each change of its sources, one at a time, since the embedded store belongs to one. */
class Server {
  #env;
  #child;
  #timer;
  #isEnded = false;

  constructor(env) {
    this.#env = env;
  }

  start() {
    const args = ['--import', 'tsx', '--conditions=foyer-source', 'bin/foyer.ts', 'start'];
    const child = spawn(process.execPath, args, { cwd: root, env: this.#env, stdio: 'inherit' });
    this.#child = child;
    child.once('exit', (code) => {
      if (this.#child === child) this.#child = undefined;
      if (code) console.log(`dev: the server ended with ${code}; the next change starts it again`);
    });
  }

  changed(file) {
    if (this.#isEnded || !/\.(ts|json)$/.test(file ?? '')) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#restart(file), SETTLES);
  }

  async end() {
    this.#isEnded = true;
    clearTimeout(this.#timer);
    await this.#stop();
  }

  async #restart(file) {
    console.log(`dev: ${file} changed`);
    await this.#stop();
    // What changed while it stopped has started it, or is about to.
    if (!this.#isEnded && !this.#child) this.start();
  }

  async #stop() {
    const child = this.#child;
    if (!child) return;
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await exited;
  }
}

await main();
