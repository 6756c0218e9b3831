/** Where messages go. */
export interface Place {
  readonly chatType: 'single' | 'group';
  /** As the dialect addresses it, JSON-ready: `42` or `"u42"`. */
  readonly address: string;
}

/** A user that a server knows, as its sockets are opened with. */
export interface BenchUser extends Place {
  readonly token: string;
}

/** How a server is spoken to over its socket. */
export interface Dialect {
  opening(user: BenchUser): { readonly path: string; readonly headers: Readonly<Record<string, string>>; readonly hello: string | null };
  /** Part of the frame that says that the socket is up. */
  readonly ready: string;
  send(to: Place, message: { readonly body: string; readonly clientId: string }): string;
  /** Part of the frame that says that a message is durable; null when the server has no such thing. */
  readonly accepted: string | null;
  /** Part of the frame that refuses a message; null when there is none. */
  readonly refused: string | null;
  /** The receiver's cumulative acknowledgement of its first `n` messages; null when there is none. */
  acknowledge: ((n: number) => string) | null;
}

/** Totals since the server's start. */
export interface SqlCount {
  readonly statements: number;
  readonly messages: number;
}

/** A started server. */
export interface Target {
  readonly name: string;
  readonly port: number;
  readonly dialect: Dialect;
  /** Processes whose CPU and memory count: the server and its stores. */
  readonly pids: readonly number[];
  /** The first `count` users, made if there are fewer; each may write to any other without limit. */
  users(count: number): Promise<BenchUser[]>;
  /** A group of the first `count` users, made if there is none of that size. */
  group(count: number): Promise<Place>;
  /** Null when it has no SQL. */
  sql(): Promise<SqlCount | null>;
  stop(): Promise<void>;
}
