import type { Context } from '#kernel';
import type { ServerFrame } from '../../../protocol/index.ts';
import type { Rule } from '#validate';
import type { Session } from '../delivery/session.ts';
import { Identity } from '../../account/identity.ts';

/** What a frame handler works with. */
export class FrameCall {
  readonly session: Session;
  readonly #connection: Context;

  constructor(connection: Context, session: Session) {
    this.#connection = connection;
    this.session = session;
  }

  /** A context of this frame: its services are its own. */
  get ctx(): Context {
    return this.#connection.app.deriveContext(this.#connection);
  }

  get author(): Identity {
    return new Identity(this.session.user, this.session.login);
  }
}

/** One kind of frame that a client of foyer.1 may send. */
export interface Op<Input extends object = object> {
  readonly rule: Rule<Input>;
  /** The answer, or nothing where the protocol has none. */
  handle(call: FrameCall, input: Input): Promise<ServerFrame | undefined> | ServerFrame | undefined;
  /** The answer is a page of messages, which may be megabytes: a socket gets one after the other, as fast as it reads. */
  readonly isPage: boolean;
}

/** Types a handler by its rule. */
export function op<Input extends object>(
  rule: Rule<Input>,
  handle: Op<Input>['handle'],
  { isPage = false }: { isPage?: boolean } = {},
): Op<Input> {
  return { rule, handle, isPage };
}
