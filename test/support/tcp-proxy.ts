import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';

/** Stands between a client and a server on this machine: an address that may move, and a network that may swallow everything. */
export class TcpProxy {
  readonly #server: net.Server;
  readonly #sockets = new Set<net.Socket>();
  #target: number;

  static async start(target: number): Promise<TcpProxy> {
    const proxy = new TcpProxy(target);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  private constructor(target: number) {
    this.#target = target;
    this.#server = net.createServer((near) => {
      const far = net.connect(this.#target, '127.0.0.1');
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#sockets.add(from);
        from.on('data', (chunk) => to.write(chunk));
        from.on('error', () => to.destroy());
        from.on('close', () => to.destroy());
      }
    });
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Moves the address to another server: new connections lead there, those of now go on as they are. */
  lead(target: number): void {
    this.#target = target;
  }

  /** The connections of now stay open, and nothing passes over them any more; new ones work. */
  silence(): void {
    for (const socket of this.#sockets) socket.removeAllListeners('data').removeAllListeners('close').resume();
  }

  /** Ends the connections of now; new ones work. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#sockets.clear();
  }

  async stop(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
