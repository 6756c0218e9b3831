import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import fs from 'node:fs';
import path from 'node:path';
import type { Stage } from './stage.ts';

const ROOT = 'dist/web/app';
const NAME = /\b[\w.-]+-[\w-]{8}\.(?:js|css)\b/g;

/** The messenger of another build: the same parts under other names. From `release` on the server has it, and the parts of before are gone. */
export class NewVersion {
  readonly #stage: Stage;
  #isOut = false;

  /** Stands before the server's own listener. */
  constructor(stage: Stage) {
    this.#stage = stage;
    const { server } = stage.served.app;
    if (!server) throw new Error('the server does not listen');
    const own = server.listeners('request') as RequestListener[];
    server.removeAllListeners('request');
    server.on('request', (request, response) => {
      if (!this.#isOut || !this.#answer(request, response)) for (const listener of own) listener(request, response);
    });
  }

  release(): void {
    this.#isOut = true;
  }

  withdraw(): void {
    this.#isOut = false;
  }

  /** Whether it was one of its files. */
  #answer({ url = '' }: IncomingMessage, response: ServerResponse): boolean {
    const { pathname } = new URL(url, this.#stage.line.url);
    if (!/^\/app(?:\/|$)/.test(pathname) || /^\/app\/[^/]+\.(?:js|svg|png|webmanifest)$/.test(pathname)) return false;
    const name = pathname.startsWith('/app/assets/') ? pathname.slice('/app/'.length) : 'index.html';
    const file = path.join(ROOT, name.replace('assets/v2-', 'assets/'));
    const isGone = name.startsWith('assets/') && !name.startsWith('assets/v2-');
    if (isGone || !fs.existsSync(file)) response.writeHead(404, { 'Content-Type': 'text/plain' }).end('gone');
    else response.writeHead(200, { 'Content-Type': TYPES[path.extname(file)] }).end(renamed(file));
    return true;
  }
}

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

function renamed(file: string): Buffer | string {
  const content = fs.readFileSync(file);
  return path.extname(file) in TYPES ? content.toString().replaceAll(NAME, 'v2-$&') : content;
}
