import type { Connection, ConnectionOptions, QueryError } from 'mysql2';
import { ConnectionError } from 'sequelize';
import { driver } from './driver.ts';
import { sparesTransaction } from '../spared.ts';
import { SESSION } from './connect.ts';
import { sqlErrorOf } from './failure.ts';

const BEGIN = /^START TRANSACTION/i;
const COMMIT = /^COMMIT/i;
/** Not to a savepoint. */
const ROLLBACK = /^ROLLBACK(?! TO)/i;

/** Ms for a connection to end politely. */
const END_WITHIN = 1000;

type Callback = (error: QueryError | null, ...rest: unknown[]) => unknown;
type Command = (options: { sql: string; timeout: number; values?: unknown }, callback?: Callback) => unknown;

/** What Sequelize uses of the mysql2 package. */
export interface Mysql2 {
  createConnection(options: ConnectionOptions): Connection;
}

/**
 * The mysql2 package with a deadline for each statement of Sequelize's, which has none: a connection that misses it is cut. So is one whose
 * transaction may have ended with a failure, before the driver sends what it was given behind that statement.
 */
export function createDialect(deadline: number): Mysql2 {
  return {
    createConnection(options) {
      const connection = driver().createConnection(options);
      const state = { connection, deadline, isInTransaction: false, isCut: false };
      return Object.assign(connection, {
        query: limited(state, connection.query.bind(connection) as unknown as Command),
        execute: limited(state, connection.execute.bind(connection) as unknown as Command),
        end: ending(connection),
      });
    },
  };
}

/** Sends the statements that each connection of the models begins with; one that they fail on is cut. */
export async function prepare(connection: Pick<Connection, 'query' | 'destroy'>): Promise<void> {
  try {
    for (const sql of SESSION) await send(connection, sql);
  } catch (error) {
    connection.destroy();
    throw new ConnectionError(error as Error);
  }
}

function send(connection: Pick<Connection, 'query'>, sql: string): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.query(sql, (error) => (error ? reject(error) : resolve()));
  });
}

interface Limits {
  readonly connection: Connection;
  readonly deadline: number;
  isInTransaction: boolean;
  isCut: boolean;
}

function limited(state: Limits, run: Command): (...args: unknown[]) => unknown {
  const { connection, deadline } = state;
  return (...args) => {
    const callback = args.at(-1) as Callback;
    const [first, values] = args;
    const options = typeof first === 'string' ? { sql: first } : (first as { sql: string });
    if (state.isCut && ROLLBACK.test(options.sql)) {
      process.nextTick(callback, null); // the server does it when it finds the connection gone
      return connection;
    }
    if (BEGIN.test(options.sql)) state.isInTransaction = true;
    if (COMMIT.test(options.sql) || ROLLBACK.test(options.sql)) state.isInTransaction = false;
    const isInside = state.isInTransaction;
    return run({ ...options, ...(Array.isArray(values) && { values }), timeout: deadline }, (error, ...rest) => {
      if (error?.code === 'PROTOCOL_SEQUENCE_TIMEOUT') error.code = 'ETIMEDOUT'; // as the loss of a connection is called elsewhere
      if (error && (error.code === 'ETIMEDOUT' || (isInside && !sparesTransaction(sqlErrorOf(error))))) cut(state);
      return callback(error, ...rest);
    });
  };
}

function cut(state: Limits): void {
  state.isCut = true;
  state.connection.destroy();
}

/** A server that hangs would never take the farewell. */
function ending(connection: Connection): (callback?: () => void) => void {
  const end = connection.end.bind(connection);
  return (callback) => {
    const timer = setTimeout(() => {
      connection.destroy();
      callback?.();
    }, END_WITHIN);
    end(() => {
      clearTimeout(timer);
      callback?.();
    });
  };
}
