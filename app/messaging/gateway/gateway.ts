import { ServerResponse, type IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import type { AppConfig, Application, Context } from '#kernel';
import type { ClaimResult } from '../../../engine/presence.ts';
import { CLOSE } from '../../../protocol/index.ts';
import type { CachedSession } from '../../cache.ts';
import type { Chat } from '../chat.ts';
import { Throttle } from '../delivery/throttle.ts';
import type { Handout } from '../delivery/handed.ts';
import { Turn } from '../delivery/outbox.ts';
import type { Session } from '../delivery/session.ts';
import { Trimmer } from '../delivery/trimmer.ts';
import { Admission } from './admission.ts';
import { Connection } from './connection.ts';
import { Entrance } from './entrance.ts';
import { Heartbeat } from './heartbeat.ts';
import type { Op } from './op.ts';
import { loadOps } from './ops.ts';
import { UnderWay } from './under-way.ts';

/** The neighbours that the gateway works with. */
type GatewayParts = Pick<Chat, 'node' | 'sessions' | 'receipts' | 'hooks'>;

const MOST_REMINDED = 100_000;
/** Ms between two looks at what older sockets took over. */
const SETTLE_CHECK = 10;
/** Ms that a stop waits for frames that are being answered; a store that is down may take longer, and its answer is a refusal. */
const ANSWERED_WITHIN = 2000;

/** The sockets of this node: admits them, keeps them alive, ends them. */
export class Gateway {
  readonly options: AppConfig['gateway'] & { readonly turn: Turn };
  readonly admission: Admission;
  readonly entrance: Entrance;
  readonly connections = new Set<Connection>();
  isDraining = false;
  /** What clients may send. */
  ops: ReadonlyMap<string, Op> = new Map();
  /** Frames that are answered now. */
  #underWay = new UnderWay();
  readonly #app: Application;
  readonly #parts: GatewayParts;
  readonly #frames: Throttle;
  readonly #trimmer: Trimmer;
  readonly #heartbeat: Heartbeat;
  readonly #reminded = new Set<number>();
  /** When plain sockets may be filled whose place was another node's before: what was taken over there is written down by then. */
  readonly #settledAt = new WeakMap<Session, number>();
  readonly #numbers = new WeakMap<Connection, number>();
  #count = 0;

  constructor(app: Application, { node, sessions, receipts, hooks }: GatewayParts) {
    this.#app = app;
    this.#parts = { node, sessions, receipts, hooks };
    this.options = { ...app.config.gateway, turn: new Turn() };
    this.admission = new Admission(app, this);
    this.entrance = new Entrance(this.options.entrance);
    this.#frames = new Throttle(this.options.frames);
    this.#heartbeat = new Heartbeat(this.connections, this.options.heartbeat);
    const onError = (error: unknown): void => app.logger.warn({ err: error }, 'a mailbox could not be trimmed');
    this.#trimmer = new Trimmer({ mailbox: app.engine.mailbox, ...this.options.trim, onError });
  }

  /** Reads what clients may send. */
  async load(): Promise<void> {
    this.ops = await loadOps(this.#app.units);
  }

  /** A socket whose handshake is complete. */
  accept(socket: WebSocket, request: IncomingMessage): void {
    const connection = new Connection(this, socket, this.#context(request));
    this.#numbers.set(connection, (this.#count += 1));
    this.connections.add(connection);
  }

  /** Gives a session its place, and ends those that it replaces; false when it has to give way itself. */
  register(connection: Connection, session: Session, claimed: ClaimResult): boolean {
    const { engine } = this.#app;
    const { sessions, hooks, node: own } = this.#parts;
    if (connection.socket.readyState !== connection.socket.OPEN) {
      this.#release(session);
      return false;
    }
    connection.session = session;
    const mine = { sessionId: session.login.id, fence: session.fence };
    for (const other of sessions.of(session.userId)) {
      const theirs = { sessionId: other.login.id, fence: other.fence };
      if (other.isOutrankedBy(mine)) other.giveWay(mine);
      else if (session.isOutrankedBy(theirs)) session.giveWay(theirs);
      if (session.isEnded) return false;
    }
    if (this.isFull(session.userId)) {
      connection.end('full');
      return false;
    }
    sessions.add(session);
    const { userId } = session;
    this.#bound(userId);
    const replaced = claimed.replaced.filter((node) => node !== own);
    for (const node of replaced) engine.bus.send(node, { kind: 'fence', userId, ...mine });
    if (session.protocol === 'plain') this.#settledAt.set(session, this.#settles(session, replaced));
    const elsewhere = claimed.nodes.filter((node) => node !== own);
    sessions.noteElsewhere(userId, elsewhere);
    for (const node of elsewhere) engine.bus.send(node, { kind: 'nodes', userId, nodes: claimed.nodes });
    hooks.tell('sessionOpened', { session });
    return true;
  }

  /** The first hand-over of a socket, once the older ones of its login have said what they took over: that is not given twice. */
  async open(session: Session): Promise<void> {
    const older = [...this.#parts.sessions.of(session.userId)].filter((other) => other.isSilent && other.login.id === session.login.id);
    const until = Date.now() + this.options.settle;
    const settled = this.#settledAt.get(session) ?? 0;
    const isUnsettled = (): boolean => Date.now() < settled || older.some(({ isAsked }) => isAsked);
    while (isUnsettled() && !session.isEnded && !session.isSilent && Date.now() < until) await delay(SETTLE_CHECK);
    await this.entrance.pass('fill', async () => {
      if (!session.isSilent && !session.isEnded) await session.feed.open();
    });
  }

  /** Lets the newest of the silent sockets of a login speak again, where no other does. */
  async succeed(userId: number, sessionId: number): Promise<void> {
    const { engine } = this.#app;
    if (this.isDraining || !this.#newest(userId, sessionId)?.isSilent) return;
    const claimed = await engine.presence.claim({ userId, sessionId, node: this.#parts.node, exclusive: true });
    // Another may have come meanwhile: whoever is the newest now speaks.
    const heir = claimed.granted ? this.#newest(userId, sessionId) : undefined;
    if (!heir) return;
    heir.speak(claimed.fence);
    await heir.feed.open();
  }

  /** Whether a user has as many sockets here as one may have; those that were sent away or are silent do not count. */
  isFull(userId: number): boolean {
    const open = [...this.#parts.sessions.of(userId)].filter(({ isEnded, isSilent }) => !isEnded && !isSilent);
    return open.length >= this.options.maxPerUser;
  }

  /** A connection is gone. */
  forget(connection: Connection): void {
    this.connections.delete(connection);
    this.#frames.forget(this.#numbers.get(connection) ?? 0);
    const { session } = connection;
    if (!session) return;
    session.closed();
    if (!this.#parts.sessions.delete(session)) return;
    this.#release(session);
    this.#parts.hooks.tell('sessionClosed', { session });
    if (session.protocol === 'plain' && !session.isSilent) this.#passOn(session);
  }

  /** What a client acknowledged: moves the delivered cursor, and lets the mailbox forget it. */
  acknowledged({ userId }: Session, messages: readonly Handout[]): void {
    const { receipts, hooks } = this.#parts;
    for (const { conversationId, from, to } of messages) {
      receipts.mark(userId, conversationId, [from, to]);
      hooks.tell('delivered', { userId, conversationId, from, to });
    }
    const last = messages.findLast(({ place }) => place > 0);
    if (last) this.#trimmer.note(userId, { epoch: last.epoch, upTo: last.place });
  }

  /** Counts the frames of a message; milliseconds to wait when there were too many. */
  takeFrames(connection: Connection, count: number): number {
    return this.#frames.take(this.#numbers.get(connection) ?? 0, Date.now(), Math.max(1, count));
  }

  /** Whether a connection goes on although it was told to slow down. */
  isFlooding(connection: Connection): boolean {
    return this.#frames.used(this.#numbers.get(connection) ?? 0) > this.options.frames.points * 2;
  }

  /** True once per login: the reminder to sign in is shown on its first socket. */
  isFirstSocketOf({ id }: CachedSession): boolean {
    if (this.#reminded.has(id)) return false;
    if (this.#reminded.size >= MOST_REMINDED) this.#reminded.clear();
    this.#reminded.add(id);
    return true;
  }

  /** A frame is being answered, which a stop waits for until it leaves. */
  begin(): UnderWay {
    return this.#underWay.enter();
  }

  /** Takes neither sockets nor messages from now on; those that are here stay until `close`. Waits for the frames that came before. */
  async drain(): Promise<void> {
    this.isDraining = true;
    await this.#answered();
  }

  /** Tells every socket to come back later, and waits until what was acknowledged is written. */
  async close(): Promise<void> {
    this.isDraining = true;
    this.#heartbeat.close();
    const { size: sockets } = this.connections;
    if (sockets > 0) this.#app.logger.info({ sockets, code: CLOSE.restart.code }, 'sockets are sent away');
    for (const connection of this.connections) connection.end('restart');
    await this.#answered(); // what comes from now on is not begun
    await this.#trimmer.close();
  }

  /** None that is under way now meets a store that is closed. */
  async #answered(): Promise<void> {
    const begun = this.#underWay;
    this.#underWay = new UnderWay();
    await Promise.race([begun.ended(), delay(ANSWERED_WITHIN, undefined, { ref: false })]);
  }

  #newest(userId: number, sessionId: number): Session | undefined {
    const plain = [...this.#parts.sessions.of(userId)].filter(
      ({ protocol, isEnded, login }) => protocol === 'plain' && !isEnded && login.id === sessionId,
    );
    return plain.toSorted((one, two) => two.fence - one.fence)[0];
  }

  /** Of one that follows another on this node it is when that one's was. */
  #settles({ userId }: Session, replaced: readonly string[]): number {
    if (replaced.length > 0) return Date.now() + this.options.settle;
    return Math.max(0, ...[...this.#parts.sessions.of(userId)].map((other) => this.#settledAt.get(other) ?? 0));
  }

  /** Not awaited: if it fails, the periodic check finds that nobody speaks. */
  #passOn({ userId, login }: Session): void {
    const { logger } = this.#app;
    this.succeed(userId, login.id).catch((error: unknown) => logger.debug({ err: error }, 'a socket was not taken up again'));
  }

  /** More silent sockets than one may have: the oldest are cut, and their clients come back. */
  #bound(userId: number): void {
    const silent = [...this.#parts.sessions.of(userId)].filter(({ isSilent, isEnded }) => isSilent && !isEnded);
    for (const oldest of silent.slice(0, Math.max(0, silent.length - this.options.maxSilent))) oldest.end('overload');
  }

  /** A route is released with the last socket that holds it by this fence. */
  #release({ userId, login, fence }: Session): void {
    const { engine, logger } = this.#app;
    const { sessions, node } = this.#parts;
    if ([...sessions.of(userId)].some((other) => other.fence === fence && other.login.id === login.id)) return;
    const released = engine.presence.release({ userId, sessionId: login.id, fence, node });
    // Not awaited: a route that stays is found out by the next push or check.
    released.catch((error: unknown) => logger.debug({ err: error }, 'a route was not released'));
  }

  #context(request: IncomingMessage): Context {
    return this.#app.createContext(request, new ServerResponse(request));
  }
}
