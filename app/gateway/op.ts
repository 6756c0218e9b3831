import type { Context } from '#kernel';
import type { ServerFrame } from '../../protocol/index.ts';
import type { Rule } from '#validate';
import type { Session } from '../delivery/session.ts';
import type { Identity } from '../account/identity.ts';

/** What a frame handler works with. */
export interface FrameContext {
  /** A context of this frame: its services are its own. */
  readonly ctx: Context;
  readonly session: Session;
  readonly author: Identity;
}

/** One kind of frame that a client of foyer.1 may send. */
export interface Op<Input extends object = object> {
  readonly rule: Rule<Input>;
  /** The answer, or nothing where the protocol has none. */
  handle(context: FrameContext, input: Input): Promise<ServerFrame | undefined> | ServerFrame | undefined;
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
