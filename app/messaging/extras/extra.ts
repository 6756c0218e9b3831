import type { Context } from '#kernel';
import type { MessageExtras } from '../../../protocol/index.ts';
import type { BareMessage } from '../journal/bare.ts';

/**
 * Reads what a unit adds to messages, which may be of several conversations: a value for each in their order, undefined for one that has none. It is
 * the same for all readers, and of JSON.
 */
export type Extra<Value = unknown> = (ctx: Context, messages: readonly BareMessage[]) => Promise<readonly (Value | undefined)[]>;

/** Types the default export of `app/extra/<name>.ts`; the unit adds the name to `MessageExtras` of `#app`. */
export function defineExtra<Name extends keyof MessageExtras>(read: Extra<MessageExtras[Name]>): Extra<MessageExtras[Name]> {
  return read;
}
