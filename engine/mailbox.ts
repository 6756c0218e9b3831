/**
 * Where a mailbox stands: entries are numbered from 1 within an epoch; a new epoch means that entries may be lost. Epochs are compared, never read;
 * all nodes see the same one.
 */
export interface Position {
  readonly epoch: string;
  /** Number of the last entry ever pushed in this epoch. */
  readonly last: number;
}

/** What a push found out: the entry's place, and the nodes that hold sessions of the user now. */
export interface PushResult extends Position {
  readonly nodes: readonly string[];
}

/** Entries after a position, oldest first, or `undefined` entries when the mailbox no longer holds all of them. */
export interface MailboxRead extends Position {
  /** Number of the first of `entries`. */
  readonly first: number;
  readonly entries: readonly string[] | undefined;
}

/**
 * What waits for a user: a capped list of small envelopes (JSON text) that may be lost at any time as a whole.
 * Whoever sees another epoch, a last that went back or missing entries fills from SQL, which is the truth.
 * Every call rejects with EngineUnavailable, within seconds, when the engine can't be reached.
 */
export interface Mailbox {
  /** Appends one envelope; calls of one loop turn travel together. A push that was rejected may have taken effect. */
  push(userId: number, envelope: string): Promise<PushResult>;
  /** Where it stands; creates the epoch when there is none, so that a later loss is noticed. */
  position(userId: number): Promise<Position>;
  /** Entries after `after`; `entries` is undefined when epoch differs, `after` is ahead of last, or the cap cut them off. */
  read(userId: number, epoch: string, after: number): Promise<MailboxRead>;
  /** Drops entries up to and including `upTo`; does nothing when the epoch differs. Of several calls in one loop turn the last stands. */
  trim(userId: number, epoch: string, upTo: number): Promise<void>;
}
