/** A message that passed the policy and wants to be stored. */
export interface Draft {
  readonly conversationId: number;
  /** The version of the conversation's rights that the policy decided by. */
  readonly aclVersion: number;
  /** 0 is the system. */
  readonly senderId: number;
  /** 16 bytes; unique per conversation and sender. */
  readonly clientId: Buffer;
  readonly type: string;
  readonly data: string;
  /** JSON text. */
  readonly options: string | null;
  /** Takes the sender's one free message in this conversation. */
  readonly spends: boolean;
  /** Seq of the sender's message that this one takes back, 0 for none; it becomes what this one says, in the same commit. */
  readonly recalls?: number;
  /** Whom a notice names, and whom it is for; where the account of one is gone it is stale. */
  readonly names?: readonly number[];
  /** The user whose direction this message opens (the peer of a single conversation), 0 for nobody. */
  readonly opens: number;
}

/** What makes a message the same message, however often it is sent. */
export type DraftKey = Pick<Draft, 'conversationId' | 'senderId' | 'clientId'>;

/** A message as the table holds it. */
export interface StoredMessage {
  readonly conversationId: number;
  readonly seq: number;
  readonly senderId: number;
  readonly clientId: Buffer;
  readonly type: string;
  readonly data: string;
  readonly options: string | null;
  /** Milliseconds; never goes back within a conversation. */
  readonly createdAt: number;
}

/** What became of a draft. */
export type Outcome =
  /** Committed now. */
  | { readonly kind: 'stored'; readonly message: StoredMessage }
  /** Was committed before under the same client id. */
  | { readonly kind: 'known'; readonly message: StoredMessage }
  /** The rights changed since the policy decided: ask it again. */
  | { readonly kind: 'stale' }
  /** The one free message was taken before. */
  | { readonly kind: 'spent' };
