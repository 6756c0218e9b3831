import { SqlError } from '../../../engine/sql.ts';
import { toRows, type Bindings } from './cells.ts';
import type { Channel, Link, Outcome } from './channel.ts';
import { PRAGMAS } from './pragma.ts';

type Callback = (this: Statement, error: Error | null, rows?: unknown[]) => void;
type OpenCallback = (error: Error | null) => void;

/** Sequelize reads what a statement did from here, and knows it by the name of its class. */
class Statement {
  readonly lastID: number;
  readonly changes: number;

  constructor({ lastId, changes }: Pick<Outcome, 'lastId' | 'changes'>) {
    this.lastID = lastId;
    this.changes = changes;
  }
}

/** What Sequelize uses of the sqlite3 package. */
export interface Sqlite3 {
  readonly Database: new (file: string, mode: number, opened: OpenCallback) => Database;
  readonly OPEN_READWRITE: number;
  readonly OPEN_CREATE: number;
}

/**
 * The sqlite3 package's shape over the worker, for Sequelize's `dialectModule`: each Database is a connection of its own. Sequelize makes one
 * per transaction; those that it closed are used again, with their prepared statements.
 */
export function createDialect(channel: Channel, file: string): Sqlite3 {
  const free: Link[] = [];
  return {
    Database: class extends Database {
      constructor(_file: string, _mode: number, opened: OpenCallback) {
        super(free.pop() ?? channel.connect(file, PRAGMAS), free);
        process.nextTick(opened, null); // the file is opened by the first statement, whose failure tells
      }
    },
    OPEN_READWRITE: 2,
    OPEN_CREATE: 4,
  };
}

/** A connection as Sequelize drives it. */
class Database {
  readonly #link: Link;
  readonly #free: Link[];
  #isInTransaction = false;
  #isClosed = false;

  constructor(link: Link, free: Link[]) {
    this.#link = link;
    this.#free = free;
  }

  /** Statements of a connection run in order anyway. */
  serialize(work: () => void): void {
    work();
  }

  run(sql: string, params: Bindings, callback: Callback): this {
    return this.all(sql, params, callback);
  }

  /** Sequelize also calls it with no more than the SQL. */
  all(sql: string, params?: Bindings | Callback, callback?: Callback): this {
    const [bound, done] = typeof params === 'function' ? [undefined, params] : [params, callback];
    void this.#answer(this.#send(sql, bound), done); // the callback is told of the failure
    return this;
  }

  close(done?: (error: Error | null) => void): void {
    if (this.#isInTransaction) this.all('ROLLBACK');
    if (!this.#isClosed) this.#free.push(this.#link);
    this.#isClosed = true; // or two would share it
    if (done) process.nextTick(done, null);
  }

  /** After BEGIN nothing may run without that transaction, should the worker lose it. */
  #send(sql: string, params: Bindings | undefined): Promise<Outcome> {
    if (/^BEGIN/i.test(sql)) {
      this.#isInTransaction = true;
      return this.#link.run(sql, params);
    }
    const sent = this.#isInTransaction ? this.#link.runInside(sql, params) : this.#link.run(sql, params);
    if (/^(?:COMMIT|ROLLBACK(?! TO))/i.test(sql)) this.#isInTransaction = false;
    return sent;
  }

  async #answer(sent: Promise<Outcome>, done: Callback | undefined): Promise<void> {
    try {
      const outcome = await sent;
      const rows = outcome.columns ? toRows(outcome.columns, outcome.cells) : [];
      done?.call(new Statement(outcome), null, rows);
    } catch (error) {
      done?.call(new Statement({ lastId: 0, changes: 0 }), causeOf(error));
    }
  }
}

/** Sequelize tells errors apart by the codes of the sqlite3 package, which the cause has. */
function causeOf(error: unknown): Error {
  if (error instanceof SqlError && error.cause instanceof Error) return error.cause;
  return error instanceof Error ? error : new Error(String(error), { cause: error });
}
