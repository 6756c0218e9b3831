import type { IncomingMessage, Server } from 'node:http';
import type { Application, Boot, Context } from '#kernel';
import { SUBPROTOCOL } from '../protocol/index.ts';
import { addressKey, clientAddress } from './account/address.ts';
import { limitConnections } from './account/crowd.ts';
import { catalogue, errorText, rowOf, type ErrorCode } from './error.ts';
import { registerMetrics } from './metrics.ts';
import { notices } from './messaging/notice/catalogue.ts';
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

  configWillLoad(): void {
    const { metrics, origin } = this.#app.config;
    // A proxy connects from this machine for everybody, and not every proxy shows: production has one, and so has a server with a public address.
    metrics.local ??= this.#app.env === 'local' && origin.publicUrl === undefined;
  }

  configDidLoad(): void {
    const { server, websocket } = this.#app.config;
    registerMetrics(this.#app);
    // Of a proxy all connections have the same address; `crowd` counts its requests instead.
    if (!server.proxy) this.#app.on('server', (http: Server) => limitConnections(http, websocket.maxPerAddress));
    this.#app.websocket.route(PATH, {
      protocols: [SUBPROTOCOL],
      refuse: (request) => this.#refuse(request),
      addressOf: (request) => addressKey(clientAddress(request, this.#app.config.server)),
      full: (request) => this.#refusal(request, 'socket_connections'),
      accept: (socket, request) => this.#app.chat.gateway.accept(socket, request),
    });
  }

  async didLoad(): Promise<void> {
    await catalogue.load(this.#app.units);
    await notices.load(this.#app.units);
    await this.#app.kinds.load(this.#app.units);
    await this.#app.rights.load(this.#app.units);
    await this.#app.people.load(this.#app.units);
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

  #refusal(request: IncomingMessage, code: ErrorCode): Refusal {
    const { logger, config } = this.#app;
    const { language }: Context = this.#app.createAnonymousContext(request.headers);
    const data = errorText(code, {}, language);
    const { status } = rowOf(code);
    logger.info({ status, reason: code, ip: clientAddress(request, config.server) }, `socket refused ${status}`);
    return { status, body: JSON.stringify({ msg: 'fail', data, code }) };
  }
}
