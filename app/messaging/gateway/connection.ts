import type { RawData, WebSocket } from 'ws';
import { parseJson, type Context } from '#kernel';
import { SUBPROTOCOL, TOKEN_PROTOCOL_PREFIX } from '../../../protocol/index.ts';
import type { Protocol, Session } from '../delivery/session.ts';
import { errorText, type ChatError, type ErrorCode, type Language } from '../../error.ts';
import { translate } from '../../error/translate.ts';
import { endSocket, type SocketEnd } from './end.ts';
import { parseFrames, textOf, type IncomingFrame } from './frame.ts';
import type { Gateway } from './gateway.ts';
import { FrameCall, type Op } from './op.ts';

/** One socket from its handshake to its end: it waits for a token, becomes a session, and takes the client's frames. */
export class Connection {
  readonly ctx: Context;
  readonly socket: WebSocket;
  readonly protocol: Protocol;
  readonly language: Language;
  session: Session | undefined;
  /** When the unanswered ping left, 0 when none is out. */
  pingedAt = 0;
  lastPing = Date.now();
  /** When the peer last showed a sign of life beside the answer to the ping. */
  heardAt = 0;
  #buffered = 0;
  /** Why this side ends it. */
  #reason: SocketEnd | 'cut' | undefined;
  /** What the client was told by then; its answer may come too late. */
  #code: number | undefined;
  readonly #openedAt = Date.now();
  /** Known only while the connection is. */
  readonly #ip: string;
  readonly #gateway: Gateway;
  readonly #deadline: NodeJS.Timeout;
  #isOpening = false;
  /** Frames that came with `hello`, until the session stands. */
  readonly #early: IncomingFrame[] = [];
  /** What came behind it. */
  readonly #held: (readonly [RawData, boolean])[] = [];
  /** The last page that was asked for. */
  #page: Promise<void> = Promise.resolve();

  constructor(gateway: Gateway, socket: WebSocket, ctx: Context) {
    this.#gateway = gateway;
    this.socket = socket;
    this.ctx = ctx;
    this.protocol = socket.protocol === SUBPROTOCOL ? 'foyer' : 'plain';
    this.language = ctx.language;
    this.#ip = ctx.ip;
    this.#deadline = setTimeout(() => this.#late(), gateway.options.helloTimeout).unref();
    socket.on('message', (data, isBinary) => this.#message(data, isBinary));
    socket.on('pong', (data) => this.#pong(data));
    socket.on('close', (code) => this.#closed(code));
    // A message that breaks the rules of the wire: ws closes with the code that says so, and a cut would be faster than that.
    socket.on('error', () => undefined);
    const { token } = ctx.query;
    if (this.protocol === 'plain') this.#open(typeof token === 'string' ? token : undefined, 0);
  }

  /** Pings, with the count of messages written so far; `isVisible` sends the plain protocol's own ping too. */
  ping(now: number, isVisible: boolean): void {
    this.pingedAt = now;
    this.lastPing = now;
    const { session } = this;
    if (session) session.hasFreshWrites = false;
    session?.outbox.flush();
    if (isVisible && this.protocol === 'plain' && session && !session.isSilent) this.socket.send('{"type":"ping"}');
    this.socket.ping(String(session?.handed.count ?? 0));
  }

  /** What waited to be written has become less: the peer reads, if slowly, and the ping is still on its way to it. */
  noteProgress(now: number): void {
    const { bufferedAmount } = this.socket;
    if (bufferedAmount < this.#buffered) this.heardAt = now;
    this.#buffered = bufferedAmount;
  }

  end(reason: SocketEnd): void {
    clearTimeout(this.#deadline);
    this.#reason ??= reason;
    this.session?.closed();
    this.session?.outbox.flush();
    // Of a client that was told by its newest socket, or that comes back with it.
    if (this.session?.isSilent) this.cut();
    else this.#code ??= endSocket(this.socket, reason, this);
    // The peer's answer must be read, also on a socket that waits for its admission: else it stays for half a minute.
    this.socket.resume();
  }

  /** Ends at once, without a word: nobody is there. */
  cut(): void {
    this.#reason ??= 'cut';
    this.socket.terminate();
  }

  /** What came while this thread was busy lies in the kernel's buffer, and is read before an immediate runs. */
  #late(): void {
    setImmediate(() => {
      if (!this.#isOpening && !this.session) this.end('late');
    });
  }

  #open(token: string | undefined, since: number): void {
    // Sent away by a frame before it in the same message: the peer's answer must be read.
    if (this.socket.readyState !== this.socket.OPEN) return;
    this.#isOpening = true;
    // How long the rest takes is not the client's to answer for.
    clearTimeout(this.#deadline);
    void this.#admit(token, since);
  }

  async #admit(token: string | undefined, since: number): Promise<void> {
    try {
      const { entrance, admission } = this.#gateway;
      const session = await entrance.pass('admission', () => admission.admit(this, token, since));
      if (!session) return;
      this.#isOpening = false;
      for (const frame of this.#early.splice(0)) this.#frame(frame, session);
      for (const [data, isBinary] of this.#held.splice(0)) this.#message(data, isBinary);
      // The hand-over may take as long as its reader; what the client acknowledges and sends meanwhile must be read.
      this.socket.resume();
      await this.#gateway.open(session);
    } catch (error) {
      this.end(this.#gateway.admission.reasonOf(error));
    }
  }

  #closed(code: number): void {
    clearTimeout(this.#deadline);
    this.#log(this.#code ?? code);
    this.#gateway.forget(this);
  }

  /** As a request has its line: how a socket ended, and for what reason where this side ended it. While all are sent away one line stands for them. */
  #log(code: number): void {
    const { session, ctx } = this;
    const fields = {
      code,
      reason: this.#reason,
      user: session?.userId,
      session: session?.login.id,
      ms: Date.now() - this.#openedAt,
      ip: this.#ip,
    };
    ctx.logger[this.#gateway.isDraining ? 'debug' : 'info'](fields, `socket closed ${code}`);
  }

  #pong(data: Buffer): void {
    this.pingedAt = 0;
    if (this.protocol === 'plain') this.session?.acknowledge(Number(data.toString()) || 0);
  }

  #message(data: RawData, isBinary: boolean): void {
    // Whoever was sent away says nothing more, however long the end takes.
    if (this.socket.readyState !== this.socket.OPEN) return;
    if (this.#isOpening) {
      this.#hold(data, isBinary);
      return;
    }
    this.heardAt = Date.now();
    const frames = isBinary || this.protocol === 'plain' ? undefined : parseFrames(data);
    const wait = this.#gateway.takeFrames(this, frames?.length ?? 1);
    if (wait > 0) {
      if (this.#gateway.isFlooding(this)) this.end('too_many');
      else this.#fail('frame_too_many', { after: wait });
      return;
    }
    if (isBinary) this.#fail('frame_binary');
    else if (this.protocol === 'plain') this.#plainMessage(textOf(data));
    else this.#frames(frames);
  }

  /** Until it is let in a client is read for as long as it waits in silence: only so is it seen to leave. What it sends further stays in the kernel's buffer. */
  #hold(data: RawData, isBinary: boolean): void {
    this.#held.push([data, isBinary]);
    this.socket.pause();
  }

  #plainMessage(text: string): void {
    const frame = parseJson(text);
    const type = typeof frame === 'object' && frame !== null && 'type' in frame ? frame.type : undefined;
    if (type === 'ping') this.#write({ type: 'pong', timestamp: Date.now() });
    else if (type !== 'pong') this.#fail(frame === undefined ? 'frame_malformed' : 'frame_unknown');
  }

  #frames(frames: readonly IncomingFrame[] | undefined): void {
    if (!frames) {
      if (this.session) this.#fail('frame_malformed');
      else this.end('protocol');
      return;
    }
    for (const frame of frames) {
      if (this.#isOpening) this.#early.push(frame);
      else if (this.session) this.#frame(frame, this.session);
      else this.#hello(frame);
    }
  }

  #hello({ op, token, since }: IncomingFrame): void {
    if (op !== 'hello') {
      this.end('protocol');
      return;
    }
    const offered = this.ctx.get('sec-websocket-protocol').split(',');
    const named = offered.map((name) => name.trim()).find((name) => name.startsWith(TOKEN_PROTOCOL_PREFIX));
    const given = typeof token === 'string' ? token : named?.slice(TOKEN_PROTOCOL_PREFIX.length);
    this.#open(given, readSince(since));
  }

  #frame(frame: IncomingFrame, session: Session): void {
    if (frame.op === 'hello') {
      this.end('protocol');
      return;
    }
    const handler = this.#gateway.ops.get(frame.op);
    if (!handler) {
      this.#fail('frame_unknown', { ref: refOf(frame) });
      return;
    }
    if (handler.isPage) this.#page = this.#page.then(() => session.room()).then(() => this.#handle(frame, session, handler));
    else void this.#handle(frame, session, handler);
  }

  async #handle(frame: IncomingFrame, session: Session, op: Op): Promise<void> {
    const underWay = this.#gateway.begin();
    try {
      if (session.isEnded) return;
      const answer = await op.handle(new FrameCall(this.ctx, session), op.rule.parse(frame));
      if (answer) session.push(answer);
    } catch (error) {
      this.#refuse(frame, session, translate(error));
    } finally {
      underWay.leave();
    }
  }

  #refuse(frame: IncomingFrame, session: Session, error: ChatError): void {
    const { code } = error;
    if (error.status === 500) this.ctx.logger.error({ err: error.cause ?? error }, `internal error in the frame ${frame.op}`);
    const text = error.text(this.language);
    const after = error.retryAfter === undefined ? undefined : Math.ceil(error.retryAfter * 1000);
    if (frame.op === 'send' && typeof frame['client_id'] === 'string') {
      const retry = error.status === 503 || error.status === 429;
      session.push({ op: 'refused', client_id: frame['client_id'], code, text, retry, after });
      return;
    }
    session.push({ op: 'error', code, text, ref: refOf(frame), after });
  }

  #fail(code: ErrorCode, extra: { ref?: number | undefined; after?: number } = {}): void {
    const text = errorText(code, {}, this.language);
    const frame = this.protocol === 'plain' ? { msg: 'fail', data: text, code } : { op: 'error', code, text, ...extra };
    this.#write(frame);
  }

  /** Behind what the session has written already: the welcome comes first. */
  #write(frame: object): void {
    if (this.session) this.session.push(frame);
    else this.socket.send(JSON.stringify(frame));
  }
}

function refOf(frame: IncomingFrame): number | undefined {
  return typeof frame['ref'] === 'number' ? frame['ref'] : undefined;
}

/** When the client was last here, in ms; 0 without a usable word of it. A time to come is none: what changes until then would not be told. */
function readSince(since: unknown): number {
  return typeof since === 'number' && since <= Date.now() ? since : 0;
}
