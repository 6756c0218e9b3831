import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { lookUp } from './binary.ts';
import { Child, freePort } from './child.ts';
import { until } from './wait.ts';

/** A proxy that the documentation shows. */
export type ProxyName = 'nginx' | 'haproxy' | 'caddy';

interface Place {
  readonly port: number;
  readonly folder: string;
  /** Processes of nginx; 0 is one alone, which ends with its parent whatever happens. */
  readonly workers: number;
}

/** How the file in deploy/ is tried: without TLS, on a port of its own, before these nodes. */
interface Kind {
  readonly file: string;
  /** What makes the file one for a test. */
  readonly local: (text: string, at: Place) => string;
  readonly args: (file: string) => readonly string[];
}

const EXAMPLES = ['10.0.0.11:7001', '10.0.0.12:7001'];
const START_WITHIN = 10_000;

const KINDS: Readonly<Record<ProxyName, Kind>> = {
  nginx: {
    file: 'nginx.conf',
    local: (text, { port, folder, workers }) => {
      const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`);
      const http = text
        .replace('listen 443 ssl;', `listen 127.0.0.1:${port};`)
        .replaceAll(/^ *ssl_.*$/gm, '')
        .replace('/var/log/nginx', folder);
      const processes = workers === 0 ? 'master_process off' : `worker_processes ${workers}`;
      return `daemon off; ${processes}; pid ${folder}/pid; error_log stderr warn;
        events { worker_connections 4096; } http { ${temporary.join(' ')}\n${http}\n}`;
    },
    args: (file) => ['-c', file, '-p', path.dirname(file)],
  },
  haproxy: {
    file: 'haproxy.cfg',
    local: (text, { port }) => text.replace(/bind :443 .*/, `bind 127.0.0.1:${port}`).replace(/maxconn \d+/, 'maxconn 4000'),
    args: (file) => ['-db', '-f', file],
  },
  caddy: {
    file: 'Caddyfile',
    local: (text, { port }) => `{\n\tadmin off\n\tauto_https off\n}\n${text.replace('chat.example {', `http://127.0.0.1:${port} {`)}`,
    args: (file) => ['run', '--config', file, '--adapter', 'caddyfile'],
  },
};

/** A proxy as deploy/ shows it, in front of nodes on this machine. */
export class Proxy {
  readonly url: string;
  readonly socketUrl: string;
  readonly #child: Child;
  readonly #folder: string;

  /** Whether it is installed. */
  static isInstalled(name: ProxyName): boolean {
    return lookUp([name]) !== undefined;
  }

  /** Starts it before two nodes and waits until it answers. */
  static async start(name: ProxyName, ports: readonly number[], workers = 0): Promise<Proxy> {
    const { file, local, args } = KINDS[name];
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-proxy-'));
    fs.chmodSync(folder, 0o755); // the workers of nginx are another user
    const port = await freePort();
    const shown = fs.readFileSync(path.join('deploy', file), 'utf8');
    const nodes = EXAMPLES.reduce(
      (text, address, at) => text.replace(address, `127.0.0.1:${ports[at]}`),
      local(shown, { port, folder, workers }),
    );
    const target = path.join(folder, file);
    fs.writeFileSync(target, nodes);
    const child = Child.start(lookUp([name]) ?? name, args(target), { env: { XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder } });
    const proxy = new Proxy(child, { port, folder });
    const answers = async (): Promise<boolean> => !child.isRunning || (await fetch(`${proxy.url}/healthz`)).ok;
    await until(answers, { within: START_WITHIN, message: () => `${name} to answer; it wrote: ${child.output}` });
    if (!child.isRunning) throw new Error(`${name} ended: ${child.output}`);
    return proxy;
  }

  private constructor(child: Child, { port, folder }: Pick<Place, 'port' | 'folder'>) {
    this.#child = child;
    this.#folder = folder;
    this.url = `http://127.0.0.1:${port}`;
    this.socketUrl = `ws://127.0.0.1:${port}/ws`;
  }

  /** What it wrote. */
  get output(): string {
    return this.#child.output;
  }

  async stop(): Promise<void> {
    await this.#child.stop();
    fs.rmSync(this.#folder, { recursive: true, force: true });
  }
}
