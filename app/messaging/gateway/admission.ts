import type { Application } from '#kernel';
import { Outbox } from '../delivery/outbox.ts';
import { resumeSession } from '../delivery/resume.ts';
import { Session } from '../delivery/session.ts';
import { ChatError, type ErrorCode } from '../../error.ts';
import type { Identity } from '../../account/identity.ts';
import type { Connection } from './connection.ts';
import type { SocketEnd } from './end.ts';
import type { Gateway } from './gateway.ts';
import { welcomeFrames } from './welcome.ts';

const REASONS: Readonly<Partial<Record<ErrorCode, SocketEnd>>> = {
  token_missing: 'no_token',
  token_expired: 'expired',
  token_invalid: 'invalid',
  token_replaced: 'replaced',
  user_missing: 'no_user',
  user_disabled: 'disabled',
};

/** Lets a connection in: who is it, may it take the user's route, and what has it missed. */
export class Admission {
  readonly #app: Application;
  readonly #gateway: Gateway;

  constructor(app: Application, gateway: Gateway) {
    this.#app = app;
    this.#gateway = gateway;
  }

  /** The session, once it stands and was welcomed; undefined when the connection ended on the way. */
  async admit(connection: Connection, token: string | undefined, since: number): Promise<Session | undefined> {
    // It may have waited for its turn, and gone.
    if (connection.socket.readyState !== connection.socket.OPEN) return undefined;
    if (this.#gateway.isDraining) return this.#end(connection, 'restart');
    const author = await connection.ctx.service.session.authenticate(token);
    if (this.#gateway.isFull(author.user.id)) return this.#end(connection, 'full');
    const claimed = await this.#app.engine.presence.claim({
      userId: author.user.id,
      sessionId: author.session.id,
      node: this.#app.chat.node,
      exclusive: connection.protocol === 'plain',
    });
    if (!claimed.granted) return this.#end(connection, 'replaced');
    const session = this.#build(connection, author, { fence: claimed.fence, since });
    if (!this.#gateway.register(connection, session, claimed)) return undefined;
    // A revocation may have come while the claim was under way, and found no session to end.
    await connection.ctx.service.session.authenticate(token);
    if (session.isEnded) return undefined;
    if (session.isSilent) return session;
    for (const frame of welcomeFrames(this.#app, session)) session.push(frame);
    return session;
  }

  /** How a failed admission ends the socket. */
  reasonOf(error: unknown): SocketEnd {
    if (!(error instanceof ChatError)) {
      this.#app.logger.warn({ err: error }, 'a socket was not admitted');
      return 'internal';
    }
    return REASONS[error.code] ?? 'internal';
  }

  #build(connection: Connection, { user, session }: Identity, { fence, since }: { fence: number; since: number }): Session {
    const { engine, chat } = this.#app;
    const { receipts, rooms, extras } = chat;
    const { turn, highWater, resumePage } = this.#gateway.options;
    const { socket, protocol, ctx } = connection;
    const outward = protocol === 'plain' ? ctx.outward(user.id) : undefined;
    return new Session({
      user,
      session,
      protocol,
      fence,
      since,
      outbox: new Outbox({ socket, stream: ctx.req.socket, turn, joins: protocol === 'foyer', highWater }),
      mailbox: engine.mailbox,
      outward: outward && ((frame) => outward.text(frame)),
      resume: (resumed) => resumeSession(resumed, { app: this.#app, rooms, receipts, extras, page: resumePage }),
      acknowledged: (from, messages) => this.#gateway.acknowledged(from, messages),
      ask: () => connection.ping(Date.now(), false),
      end: (reason) => connection.end(reason),
      onError: (error) => this.#app.logger.warn({ err: error, user: user.id }, 'a session could not be filled; it is tried again'),
    });
  }

  #end(connection: Connection, reason: SocketEnd): undefined {
    connection.end(reason);
  }
}
