import type { Position } from './mailbox.ts';

/** Who claims a user's route: the login session decides, the fence orders sockets within it. */
export interface Claim {
  readonly userId: number;
  /** Id of the login session; sessions are numbered by SQL in the order of logins. */
  readonly sessionId: number;
  readonly node: string;
  /** True: this socket replaces all others of the session (plain protocol). False: it joins them (tabs). */
  readonly exclusive: boolean;
}

/** The answer to a claim. */
export interface ClaimResult {
  /** False: a later login holds the route; the claimant must close with 4001. */
  readonly granted: boolean;
  readonly fence: number;
  /** Nodes that hold sockets with a lower fence or of an older session; they are to be told. */
  readonly replaced: readonly string[];
  /** Nodes that hold sockets of the route after the claim, this one included; none when it was not granted. */
  readonly nodes: readonly string[];
}

/** A route as the periodic check sees it, with the mailbox position of the same user. */
export interface RouteState extends Position {
  /** 0 when there is no route, e.g. after a loss. */
  readonly sessionId: number;
  readonly fence: number;
  readonly nodes: readonly string[];
}

/** What a socket holds of a route. */
export interface HeldRoute {
  readonly userId: number;
  readonly sessionId: number;
  readonly fence: number;
  readonly node: string;
}

/**
 * Which node holds a user's sockets. One route per user, taken by fence; nodes live by lease: a node renews before its first claim, and a node
 * without a lease is left out of every answer. Every call rejects with EngineUnavailable, within seconds, when the engine can't be reached.
 */
export interface Presence {
  /** Takes or joins the route, see Claim. */
  claim(claim: Claim): Promise<ClaimResult>;
  /** Writes the route again after a loss, unless a higher (session, fence) stands there; false then. Same fence: adds the node. */
  restore(hold: HeldRoute): Promise<boolean>;
  /** Takes the node off the route if session and fence are still the same; for the last socket that the node has of it. */
  release(hold: HeldRoute): Promise<void>;
  /**
   * Route and mailbox position of each user, in the order given, in one round trip. Undefined of a user whose part of the store can't be
   * reached; rejects when no part can.
   */
  check(userIds: readonly number[]): Promise<(RouteState | undefined)[]>;
  /** Users with a route to a live node, of those given. */
  online(userIds: readonly number[]): Promise<Set<number>>;
  /** Renews this node's lease and returns all live nodes, this one included. */
  renew(node: string): Promise<ReadonlySet<string>>;
  /** Ends this node's lease at once. */
  leave(node: string): Promise<void>;
}
