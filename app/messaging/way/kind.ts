import type { Application, Context } from '#kernel';
import type { ConversationRow, ServerFrame } from '../../../protocol/index.ts';
import type { CachedUser } from '../../cache.ts';
import type { Face } from '../content/speaker.ts';
import type { StoredMessage } from '../journal/draft.ts';
import type { Sides } from '../../presenter/sides.ts';
import type { Standpoint } from '../view.ts';
import type { Way } from './way.ts';

/** How users write to conversations of a kind. `to` is the conversation's own number, or the other user where a kind has `idOf`. */
export interface Writing {
  /** The way as the caches know it; undefined where they do not know all of it. Most messages take this one, so it does not wait. */
  recall(app: Application, senderId: number, to: number): Way | undefined;
  /** The way from the caches or SQL, whether or not the user may take it. */
  find(ctx: Context, user: CachedUser, to: number): Promise<Way>;
  /** Where users call it by each other: the conversation of the two; undefined where it is not there yet. */
  idOf?(ctx: Context, userId: number, to: number): Promise<number | undefined>;
}

/** That a user types. */
export type TypingFrame = Extract<ServerFrame, { readonly op: 'typing' }>;

/** All that differs between one kind of conversation and another. Its name is that of its file: `chatType` of the wire, `kind` of the table. */
export interface ChatKind {
  /** Without it nobody writes there but the system. */
  readonly writing?: Writing;
  /** More than two are in it: readers are counted and named, and nobody is told whom another has blacklisted. */
  readonly isMany?: true;
  /** Its messages wait in a list of the conversation's own, not in the mailboxes of its members. */
  readonly hasList?: true;
  /** Who is named as sender and receiver of a message, as a reader sees it. */
  sides(app: Application, standpoint: Standpoint, message: StoredMessage): Promise<Sides>;
  /** Whom or what the list of a member shows it by. */
  row(app: Application, standpoint: Standpoint): Promise<Pick<ConversationRow, 'peer' | 'group'>>;
  /** What a member is called there, and shown by. Default: as everywhere. */
  face?(app: Application, conversationId: number, user: CachedUser): Promise<Face>;
  /** Shows others that a member types. Default: nobody. */
  tellTyping?(ctx: Context, standpoint: Standpoint, frame: TypingFrame): Promise<void>;
  /** Others who are told at once how far a member has read; undefined where nobody may ever know. Default: nobody, and who asks is told. */
  seesReading?(ctx: Context, standpoint: Standpoint): Promise<readonly number[] | undefined>;
}

/** Types the default export of `app/kind/<name>.ts`; the unit adds the name to `ChatKinds` of `#app`. */
export function defineKind(kind: ChatKind): ChatKind {
  return kind;
}
