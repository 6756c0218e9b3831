import type { Connection, ConnectionOptions, QueryError } from 'mysql2';
import { ConnectionError } from 'sequelize';
import { driver } from './driver.ts';
import { SESSION } from './connect.ts';

/** Ms for a connection to end politely. */
const END_WITHIN = 1000;

type Callback = (error: QueryError | null, ...rest: unknown[]) => unknown;
type Command = (options: { sql: string; timeout: number; values?: unknown }, callback?: Callback) => unknown;

/** What Sequelize uses of the mysql2 package. */
export interface Mysql2 {
  createConnection(options: ConnectionOptions): Connection;
}

/** The mysql2 package with a deadline for each statement of Sequelize's, which has none: a connection that misses it is cut. */
export function createDialect(deadline: number): Mysql2 {
  return {
    createConnection(options) {
      const connection = driver().createConnection(options);
      return Object.assign(connection, {
        query: limited(connection, connection.query.bind(connection) as unknown as Command, deadline),
        execute: limited(connection, connection.execute.bind(connection) as unknown as Command, deadline),
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

function limited(connection: Connection, run: Command, deadline: number): (...args: unknown[]) => unknown {
  return (...args) => {
    const callback = args.at(-1) as Callback;
    const [first, values] = args;
    const options = typeof first === 'string' ? { sql: first } : (first as { sql: string });
    return run({ ...options, ...(Array.isArray(values) && { values }), timeout: deadline }, (error, ...rest) => {
      if (error?.code === 'PROTOCOL_SEQUENCE_TIMEOUT') {
        error.code = 'ETIMEDOUT'; // as the loss of a connection is called elsewhere
        connection.destroy();
      }
      return callback(error, ...rest);
    });
  };
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
