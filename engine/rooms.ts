import type { MailboxRead, Position, PushResult } from './mailbox.ts';

/**
 * What is said in groups: one capped list per group, whatever the number of its members, read by the nodes that hold some of them. The same
 * promises as a Mailbox: it may be lost as a whole at any time, whoever sees another epoch, a last that went back or missing entries fills
 * from SQL; every call rejects with EngineUnavailable, within seconds, when the engine can't be reached.
 */
export interface Rooms {
  /** Appends one entry; calls of one loop turn travel together. `nodes` are the live ones that watch the room. */
  push(roomId: number, entry: string): Promise<PushResult>;
  /**
   * This node wants to be woken for the rooms from now on. Where each stands, in the order given, in one round trip; creates missing epochs.
   * Undefined of a room whose part of the store can't be reached, which is not watched; rejects when no part can.
   */
  watch(roomIds: readonly number[], node: string): Promise<(Position | undefined)[]>;
  /** This node holds no member of the rooms any more. */
  unwatch(roomIds: readonly number[], node: string): Promise<void>;
  /** Entries after `after`; undefined when epoch differs, `after` is ahead of last, or the cap cut them off. */
  read(roomId: number, epoch: string, after: number): Promise<MailboxRead>;
  /** Drops what the room holds: who has not read it yet fills from SQL. */
  empty(roomId: number): Promise<void>;
}
