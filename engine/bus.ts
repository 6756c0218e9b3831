/** What nodes tell each other. Losing any of it is repaired by the periodic check. */
export type BusMessage =
  /** Users of the receiving node whose mailboxes have grown. */
  | { readonly kind: 'wake'; readonly users: readonly number[] }
  /** Rooms that the receiving node watches and that have grown. */
  | { readonly kind: 'rooms'; readonly rooms: readonly number[] }
  /** A user of the receiving node asked for what waits: fill from SQL. */
  | { readonly kind: 'refill'; readonly userId: number }
  /** A newer socket or login took the user's route: close what has a lower fence or session. */
  | { readonly kind: 'fence'; readonly userId: number; readonly sessionId: number; readonly fence: number }
  /** A session ended (logout, replaced, disabled, password changed): forget it and close its sockets. */
  | { readonly kind: 'revoke'; readonly userId: number; readonly sessionIds: readonly number[] }
  /** Something cached under these keys has changed. */
  | { readonly kind: 'stale'; readonly keys: readonly string[] }
  /** Which nodes hold sockets of a user of the receiving node, after one of them joined. */
  | { readonly kind: 'nodes'; readonly userId: number; readonly nodes: readonly string[] }
  /** A user's own message, sent on another node: `frame` is its envelope. */
  | { readonly kind: 'echo'; readonly userId: number; readonly frame: string }
  /** Frames that are not stored (typing, read state): `frame` is JSON text for the user's sessions of our own protocol, or of the plain one. */
  | { readonly kind: 'signal'; readonly userId: number; readonly frame: string; readonly isPlain?: true }
  /** The same for the members of a group with sockets on the receiving node, as of this version of its rights or a later one, but for some. */
  | {
      readonly kind: 'members';
      readonly groupId: number;
      readonly aclVersion: number;
      readonly frame: string;
      readonly except: readonly number[];
    }
  /** A stored message has other extras than before: for `users` with sockets on the receiving node, or (null) the members of the group, as of this version of its rights or a later one. */
  | {
      readonly kind: 'changed';
      readonly conversationId: number;
      readonly seq: number;
      readonly users: readonly number[] | null;
      readonly aclVersion: number;
    };

/** Gets what comes over the bus, and the node that sent it; what it throws is logged. */
export type BusListener = (message: BusMessage, from: string) => void;

/**
 * Wake-ups between nodes: at most once, published once per node and loop turn, in order per sender and way (sends to one node, broadcasts).
 * Messages of kind `wake` that follow one another may arrive as one, and so may those of kind `rooms`.
 */
export interface Bus {
  /** Starts to receive for this node. */
  listen(node: string, listener: BusListener): Promise<void>;
  /** To one node; coalesced per loop turn. A failure is logged, never thrown: messages here may be lost. */
  send(node: string, message: BusMessage): void;
  /** To every node, this one included. */
  broadcast(message: BusMessage): void;
  /** Called after a lost connection came back: messages may have been missed. */
  onGap(listener: () => void): void;
}
