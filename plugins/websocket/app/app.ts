import type { Server } from 'node:http';
import type { Application, Boot } from '#kernel';

/** Attaches the hub to the HTTP server before it listens. */
export default class WebsocketBoot implements Boot {
  readonly #app: Application;

  constructor(app: Application) {
    this.#app = app;
  }

  configDidLoad(): void {
    this.#app.on('server', (server: Server) => this.#app.websocket.attach(server));
  }

  beforeClose(): void {
    this.#app.websocket.close();
  }
}
