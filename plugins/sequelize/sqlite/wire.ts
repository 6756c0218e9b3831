import type { Blobs } from './blobs.ts';
import type { Failure } from './failure.ts';

/** A value as SQLite stores it. */
export type Cell = string | number | bigint | Uint8Array | null;

/** Parameters by position, or by name as Sequelize binds them (`$1`). */
export type Params = Cell[] | Record<string, Cell>;

/** Names the file of a connection. */
export const OPEN = 0;
/** Ends a connection. */
export const CLOSE = 1;
/** Runs a statement. */
export const RUN = 2;
/** Runs a statement only while a transaction is open: what belongs to one must not run without it. */
export const RUN_INSIDE = 3;
/** What a request asks. */
export type Op = typeof OPEN | typeof CLOSE | typeof RUN | typeof RUN_INSIDE;

/** One request to the worker; tuples cross threads cheaper than objects. `until`: ms since epoch, how long it may wait for a lock. */
export type Request = [id: number, connection: number, op: Op, sql: string, params: Params, until: number];

/** What became of one request. Cells are row after row; there are no columns when the statement is no reader. `ms`: how long it ran. */
export type Answer = [
  id: number,
  failure: Failure | null,
  changes: number,
  lastId: number,
  columns: string[] | null,
  cells: Cell[],
  ms: number,
];

/** Id of the request that ends the worker. */
export const STOP = -1;

/** Main thread → worker: the requests of one loop turn. */
export interface Requests {
  readonly requests: Request[];
  readonly blobs: Blobs | undefined;
}

/** Worker → main thread. */
export interface Answers {
  readonly answers: Answer[];
  readonly blobs: Blobs | undefined;
}
