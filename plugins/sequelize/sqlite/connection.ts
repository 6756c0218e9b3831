import { DatabaseSync, type DatabaseSyncInstance, type StatementSyncInstance } from '@photostructure/sqlite';
import { LOST } from './failure.ts';
import { RUN_INSIDE, type Cell, type Op, type Params, type Request } from './wire.ts';

/** What a statement did; its cells are row after row. */
export interface Outcome {
  readonly changes: number;
  readonly lastId: number;
  readonly columns: string[] | null;
  readonly cells: Cell[];
}

interface PreparedStatement {
  readonly statement: StatementSyncInstance;
  /** Names of the columns; null when the statement gives no rows. */
  columns: string[] | null;
  readonly isWrite: boolean;
  /** Inserts into a table that numbers its rows. */
  readonly isNumbering: boolean;
  readonly isSchema: boolean;
  /** Some integer was too large for a number. */
  isBig: boolean;
  /** It has run, and so knows the schema as it is now. */
  isCurrent: boolean;
}

const MOST_STATEMENTS = 256;
const NOTHING: Outcome = { changes: 0, lastId: 0, columns: null, cells: [] };
const WRITE = /^\s*(?:INSERT|UPDATE|DELETE|REPLACE|WITH)\b/i;
const PLAIN_WRITE = /^\s*(?:INSERT|UPDATE|DELETE|REPLACE)\b/i;
const SCHEMA = /^\s*(?:CREATE|ALTER|DROP)\b/i;
const INSERTED_TABLE = /^\s*(?:INSERT|REPLACE)\s+(?:OR\s+\w+\s+)?INTO\s+["`[]?(\w+)/i;

/** One connection of the worker: its file, its prepared statements, and the requests that wait for it. Opens on first use. */
export class Connection {
  readonly queue: Request[] = [];
  readonly #file: string;
  readonly #pragmas: readonly Cell[];
  readonly #statements = new Map<string, PreparedStatement>();
  #db: DatabaseSyncInstance | undefined;

  constructor(file: string, pragmas: readonly Cell[]) {
    this.#file = file;
    this.#pragmas = pragmas;
  }

  get isInTransaction(): boolean {
    return this.#db?.isTransaction ?? false;
  }

  /** Runs one statement; throws the driver's error. */
  run(sql: string, params: Params = [], op?: Op): Outcome & { isSchema: boolean } {
    const db = this.#open();
    if (op === RUN_INSIDE && !db.isTransaction) return { ...withoutTransaction(sql), isSchema: false };
    const prepared = this.#prepare(sql);
    const outcome = prepared.columns ? this.#read(prepared, params) : this.#write(prepared, params);
    return Object.assign(outcome, { isSchema: prepared.isSchema });
  }

  /** How many of the first requests are single writes that may share a transaction, at most `most`. */
  countPlainWrites(most: number): number {
    if (this.isInTransaction) return 0;
    const end = Math.min(this.queue.length, most);
    for (let n = 0; n < end; n += 1) {
      const request = this.queue[n];
      if (!request || request[2] === RUN_INSIDE || !PLAIN_WRITE.test(request[3])) return n;
    }
    return end;
  }

  /** Prepared statements know the columns they had: another schema makes them stale. */
  forget(): void {
    this.#statements.clear();
  }

  /** Ends what is open, whether or not there is something to end. */
  rollback(): void {
    if (this.isInTransaction) this.#db?.exec('ROLLBACK');
  }

  /** What it holds must be given up first: the driver closes for good only when its statements are collected. */
  close(): void {
    this.rollback();
    this.#statements.clear();
    this.#db?.close();
    this.#db = undefined;
  }

  #open(): DatabaseSyncInstance {
    if (this.#db) return this.#db;
    const db = new DatabaseSync(this.#file);
    try {
      for (const pragma of this.#pragmas) db.exec(`PRAGMA ${String(pragma)}`);
    } catch (error) {
      db.close(); // tried again by the next statement
      throw error;
    }
    return (this.#db = db);
  }

  #prepare(sql: string): PreparedStatement {
    const known = this.#statements.get(sql);
    if (known) this.#statements.delete(sql); // so that the map stays in the order of use
    const prepared = known ?? this.#inspect(sql);
    this.#statements.set(sql, prepared);
    if (this.#statements.size > MOST_STATEMENTS) this.#statements.delete(this.#statements.keys().next().value ?? '');
    return prepared;
  }

  #inspect(sql: string): PreparedStatement {
    const statement = this.#open().prepare(sql);
    const columns = namesOf(statement);
    const isWrite = WRITE.test(sql);
    const isBig = isWrite && columns !== null; // RETURNING must not be run twice, so it is read in full at once
    if (columns) statement.setReturnArrays(true);
    if (isBig) statement.setReadBigInts(true);
    return { statement, columns, isWrite, isNumbering: this.#isNumbering(sql), isSchema: SCHEMA.test(sql), isBig, isCurrent: false };
  }

  #isNumbering(sql: string): boolean {
    const table = INSERTED_TABLE.exec(sql)?.[1];
    if (table === undefined) return false;
    const keys = this.#open().prepare('SELECT type FROM pragma_table_info(?) WHERE pk > 0').all(table) as { type: string }[];
    return keys.length === 1 && keys[0]?.type.toUpperCase() === 'INTEGER';
  }

  #write({ statement, isWrite, isNumbering }: PreparedStatement, params: Params): Outcome {
    const { changes, lastInsertRowid } = Array.isArray(params) ? statement.run(...params) : statement.run(params);
    if (!isWrite) return { ...NOTHING }; // the driver repeats the counts of an earlier statement
    return { changes, lastId: isNumbering && changes > 0 ? Number(lastInsertRowid) : 0, columns: null, cells: [] };
  }

  #read(prepared: PreparedStatement, params: Params): Outcome {
    const rows = fetchAll(prepared, params);
    const [first] = rows;
    if (!prepared.isCurrent || (first && first.length !== prepared.columns?.length)) prepared.columns = namesOf(prepared.statement);
    prepared.isCurrent = true;
    const cells: Cell[] = [];
    for (const row of rows) for (const cell of row) cells.push(prepared.isBig ? fitting(cell) : cell);
    return { changes: 0, lastId: 0, columns: prepared.columns, cells };
  }
}

function fetchAll(prepared: PreparedStatement, params: Params): Cell[][] {
  const { statement } = prepared;
  const all = (): Cell[][] => (Array.isArray(params) ? statement.all(...params) : statement.all(params)) as Cell[][];
  try {
    return all();
  } catch (error) {
    if (prepared.isBig || !(error instanceof Error) || !error.message.startsWith('Value is too large')) throw error;
    statement.setReadBigInts(true);
    prepared.isBig = true;
    return all();
  }
}

/** Integers are numbers where a number holds them, else text. */
function fitting(cell: Cell): Cell {
  if (typeof cell !== 'bigint') return cell;
  return cell >= Number.MIN_SAFE_INTEGER && cell <= Number.MAX_SAFE_INTEGER ? Number(cell) : String(cell);
}

function namesOf(statement: StatementSyncInstance): string[] | null {
  const columns = statement.columns();
  return columns.length > 0 ? columns.map(({ name }) => name) : null;
}

function withoutTransaction(sql: string): Outcome {
  if (/^\s*ROLLBACK/i.test(sql)) return NOTHING;
  throw Object.assign(new Error('the transaction was lost'), { errcode: LOST });
}
