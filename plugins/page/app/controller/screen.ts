import path from 'node:path';
import { Controller } from '#kernel';
import { socketsOf, widen, type Additions } from '../../policy.ts';
import { ROOT } from '../../root.ts';
import { CACHE, isFile, serve } from '../../serve.ts';

const WEB = path.join(ROOT, 'web');
const POLICY = 'Content-Security-Policy';

/** The messenger and the widget, as vite built them. */
export default class ScreenController extends Controller {
  /** GET /app, /app/*: files of the messenger; every other address below is one of its views. */
  async messenger(): Promise<void> {
    const name = below(this.ctx.path, '/app');
    this.#open({
      'script-src': ["'wasm-unsafe-eval'"],
      'worker-src': ["'self'", 'blob:'],
      'connect-src': this.#sockets,
    });
    await this.#send('app', isView(name) ? 'index.html' : name);
  }

  /** GET /join: where codes lead. The ticket stands behind #, which browsers keep and no server sees. */
  join(): void {
    this.ctx.redirect('/app/join');
  }

  /** GET /widget.js: the one script that a shop names. */
  async loader(): Promise<void> {
    await serve(WEB, 'widget.js', CACHE.hour)(this.ctx, async () => {});
  }

  /** GET /widget/*: the panel, which pages of any site frame, and its assets. */
  async widget(): Promise<void> {
    const name = below(this.ctx.path, '/widget');
    if (name === 'panel.html') this.#frameable();
    await this.#send('widget', name);
  }

  /** GET /continue: the panel as a page of its own, for a session of another device; the code stands behind # and comes to no server. */
  async goOn(): Promise<void> {
    this.#open({ 'connect-src': this.#sockets });
    await this.#send('widget', 'panel.html');
  }

  /** GET /units/<name>/*: what a unit brings for browsers, in its `app/public/`. */
  async unit(): Promise<void> {
    const [, , name, ...rest] = this.ctx.path.split('/');
    const unit = this.app.units.find((one) => encodeURIComponent(one.name) === name);
    if (unit) await serve(path.join(unit.path, 'app/public'), rest.join('/'))(this.ctx, async () => {});
  }

  get #sockets(): readonly string[] {
    return socketsOf(new URL(this.ctx.ownOrigin).host);
  }

  async #send(folder: string, name: string): Promise<void> {
    const cache = name.startsWith('assets/') ? CACHE.forever : CACHE.ask;
    await serve(path.join(WEB, folder), name, cache)(this.ctx, async () => {});
  }

  #frameable(): void {
    const policy = this.ctx.response.get(POLICY);
    this.ctx.set(POLICY, widen(policy.replace(/frame-ancestors[^;]*/, 'frame-ancestors *'), { 'connect-src': this.#sockets }));
    this.ctx.remove('X-Frame-Options');
  }

  #open(additions: Additions): void {
    this.ctx.set(POLICY, widen(this.ctx.response.get(POLICY), additions));
  }
}

function below(address: string, base: string): string {
  return address.slice(base.length + 1);
}

/** An address of the messenger's own: neither a file nor where files lie. */
function isView(name: string): boolean {
  return !isFile(name) && !/^assets(\/|$)|(^|\/)\./.test(name);
}
