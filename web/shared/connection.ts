import { CLOSE, closeAction, SUBPROTOCOL, type ClientFrame, type CloseAction, type ServerFrame } from '../../protocol/index.ts';
import { pause, pauseBelow } from './backoff.ts';
import { Batch } from './batch.ts';
import type { Cancel, Environment, SocketLike } from './environment.ts';
import { Heartbeat } from './heartbeat.ts';
import { decode } from './wire.ts';

/** How far a connection is: `idle` by wish, `connecting` also while it pauses before the next try. */
export type ConnectionStatus = 'idle' | 'connecting' | 'open' | 'signed_out' | 'stopped';

/** A connection that stood this long, in ms, was a good one: the next pause is short again. */
const GOOD = 10_000;
/** How long a try may take from the token to `welcome`, in ms. */
const PATIENCE = 15_000;
/** The least bound of the pause when the server found us too many. */
const TOO_MANY_ATTEMPT = 4;
/** The longest pause after a restart, in ms: some come back while the node is away, and some when it is there again, so that a proxy fills both. */
const RESTART = 6000;
/** Bytes of one message until `welcome` says another number. */
const PAYLOAD = 65_536;

interface ConnectionOptions {
  readonly url: string;
  readonly environment: Environment;
  /** The token to open with; null means that nobody is signed in. */
  getToken(): Promise<string | null>;
  /** `time` of the state to bring up to date. */
  since(): number | undefined;
  /** All frames of one WebSocket message, `welcome` among them, without `pong`. */
  received(frames: readonly ServerFrame[]): void;
  /** What the server's clock said a moment ago, in ms since 1970. */
  clock(time: number): void;
  /** The status or the time of the next try changed. */
  changed(): void;
}

/** Keeps one socket to the server: opens it, says hello, watches it, and comes back as the close code says. */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #heartbeat: Heartbeat;
  readonly #batch: Batch;
  #status: ConnectionStatus = 'idle';
  #socket: SocketLike | null = null;
  /** Counts the tries: what belongs to an earlier one does nothing. */
  #turn = 0;
  #attempt = 0;
  #goodFrom = Infinity;
  #retryAt: number | null = null;
  #closeCode: number | null = null;
  #cancel: Cancel | null = null;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#batch = new Batch((text) => this.#socket?.send(text), PAYLOAD);
    this.#heartbeat = new Heartbeat({
      environment: options.environment,
      ping: () => this.#batch.push({ op: 'ping' }),
      lost: () => this.#lost(),
    });
  }

  get status(): ConnectionStatus {
    return this.#status;
  }

  /** When the next try begins, in ms since 1970; null unless it pauses. */
  get retryAt(): number | null {
    return this.#retryAt;
  }

  /** Code of the last close, for a screen that explains it. */
  get closeCode(): number | null {
    return this.#closeCode;
  }

  /** Opens, unless it is open or on the way. */
  start(): void {
    if (this.#status === 'connecting' || this.#status === 'open') return;
    this.#attempt = 0;
    this.#open();
  }

  /** Ends it until the next `start`; what this turn has sent still goes out. */
  stop(): void {
    if (this.#status === 'open') this.#batch.flush();
    this.#drop();
    this.#become('idle');
  }

  /** The page woke up or the network changed: tries now instead of after the pause, or asks whether the line still stands. */
  wake(): void {
    if (this.#retryAt !== null) return this.#open();
    if (this.#status === 'open') this.#heartbeat.probe();
  }

  /** Sends with the other frames of this turn; false when there is no open connection. */
  send(frame: ClientFrame): boolean {
    if (this.#status !== 'open') return false;
    this.#batch.push(frame);
    return true;
  }

  #open(): void {
    this.#drop();
    const turn = ++this.#turn;
    this.#become('connecting');
    this.#cancel = this.#options.environment.setTimer(() => this.#lost(), PATIENCE);
    this.#dial(turn).catch(() => this.#ended(turn, CLOSE.lost.code));
  }

  async #dial(turn: number): Promise<void> {
    const token = await this.#options.getToken();
    if (turn !== this.#turn) return;
    if (token === null) return this.#ended(turn, CLOSE.unauthorized.code);
    const socket = this.#options.environment.createSocket(this.#options.url, [SUBPROTOCOL]);
    this.#socket = socket;
    socket.addEventListener('error', () => {});
    socket.addEventListener('open', () => turn === this.#turn && this.#hello(token));
    socket.addEventListener('message', (event) => turn === this.#turn && this.#receive(decode(event.data)));
    socket.addEventListener('close', (event) => this.#ended(turn, event.code));
  }

  #hello(token: string): void {
    const since = this.#options.since();
    this.#batch.push({ op: 'hello', token, ...(since === undefined ? {} : { since }) });
  }

  #receive(frames: readonly ServerFrame[]): void {
    // One that lay about while the machine slept tells an old time.
    const isPrompt = this.#heartbeat.isPrompt;
    this.#heartbeat.heard();
    for (const frame of frames) {
      if (frame.op === 'welcome') this.#welcome(frame);
      if (frame.op === 'pong' && isPrompt) this.#options.clock(frame.time);
    }
    this.#options.received(frames.filter((frame) => frame.op !== 'pong'));
  }

  #welcome({ heartbeat, limits }: Extract<ServerFrame, { op: 'welcome' }>): void {
    this.#cancel?.();
    this.#goodFrom = this.#options.environment.now() + GOOD;
    this.#batch.setLimit(limits.payload);
    this.#heartbeat.start(heartbeat);
    this.#become('open');
  }

  #lost(): void {
    this.#ended(this.#turn, CLOSE.lost.code);
  }

  #ended(turn: number, code: number): void {
    if (turn !== this.#turn) return;
    this.#drop();
    this.#closeCode = code;
    if (this.#options.environment.now() >= this.#goodFrom) this.#attempt = 0;
    this.#goodFrom = Infinity;
    this.#act(closeAction(code), code);
  }

  #act(action: CloseAction, code: number): void {
    if (action === 'sign_in') return this.#become('signed_out');
    if (action === 'stop') return this.#become('stopped');
    if (action === 'refresh' && this.#attempt++ === 0) return this.#open();
    if (code === CLOSE.too_many.code) this.#attempt = Math.max(this.#attempt, TOO_MANY_ATTEMPT);
    this.#pause(code);
  }

  #pause(code: number): void {
    const { environment } = this.#options;
    const random = (): number => environment.random();
    const attempt = this.#attempt++;
    const ms = code === CLOSE.restart.code ? pauseBelow(RESTART, random) : pause(attempt, random);
    this.#cancel = environment.setTimer(() => this.#open(), ms);
    this.#retryAt = environment.now() + ms;
    this.#become('connecting');
  }

  /** Leaves the present socket and timer; the status is the caller's to set. */
  #drop(): void {
    this.#turn++;
    this.#cancel?.();
    this.#cancel = null;
    this.#retryAt = null;
    this.#heartbeat.stop();
    this.#socket?.close(CLOSE.normal.code);
    this.#socket = null;
  }

  #become(status: ConnectionStatus): void {
    this.#status = status;
    this.#options.changed();
  }
}
