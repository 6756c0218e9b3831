import type { IncomingMessage } from 'node:http';
import type { Application, Boot, Context } from '#kernel';
import { SUBPROTOCOL } from '../protocol/index.ts';
import { ERRORS, errorText, type ErrorCode } from './error.ts';
import { registerMetrics } from './metrics.ts';
import { isOriginAllowed } from './policy/origin.ts';

/** How a handshake is refused before it completes. */
interface Refusal {
  readonly status: number;
  readonly body: string;
}

/** The one address of the socket. */
const PATH = '/ws';

/** Opens the socket, joins the other nodes, and closes in the order in which nothing is lost. */
export default class ChatBoot implements Boot {
  readonly #app: Application;

  constructor(app: Application) {
    this.#app = app;
  }

  configDidLoad(): void {
    registerMetrics(this.#app);
    this.#app.websocket.route(PATH, {
      protocols: [SUBPROTOCOL],
      refuse: (request) => this.#refuse(request),
      full: (request) => this.#refusal(request, 'socket_connections'),
      accept: (socket, request) => this.#app.chat.gateway.accept(socket, request),
    });
  }

  async willReady(): Promise<void> {
    if (this.#app.config.gateway.enable) await this.#app.chat.start();
  }

  async beforeClose(): Promise<void> {
    if (this.#app.config.gateway.enable) await this.#app.chat.close();
  }

  #refuse(request: IncomingMessage): Refusal | undefined {
    const { chat, config } = this.#app;
    if (chat.gateway.isDraining) return this.#refusal(request, 'draining');
    const { origin, host } = request.headers;
    return isOriginAllowed(config.origin, origin, host) ? undefined : this.#refusal(request, 'bad_origin');
  }

  #refusal({ headers }: IncomingMessage, code: ErrorCode): Refusal {
    const { language }: Context = this.#app.createAnonymousContext(headers);
    const data = errorText(code, {}, language);
    return { status: ERRORS[code].status, body: JSON.stringify({ msg: 'fail', data, code }) };
  }
}
