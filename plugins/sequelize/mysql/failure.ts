import { reasonOf } from '#kernel';
import { SqlError, type SqlErrorKind } from '../../../engine/sql.ts';

/** A ring of transactions that wait for each other, which the server broke by ending this one. */
const DEADLOCK = 1213;
/** The user may not do this: in a database, to a table, to a column, at all. */
const DENIED: ReadonlySet<unknown> = new Set([1044, 1142, 1143, 1227]);

/** What a server's error numbers mean to a caller; MySQL's and MariaDB's do not collide here. */
const KINDS: Readonly<Record<Exclude<SqlErrorKind, 'other'>, readonly number[]>> = {
  duplicate: [1062, 1169, 1586],
  constraint: [1048, 1216, 1217, 1364, 1451, 1452, 3819, 4025],
  data: [1153, 1264, 1265, 1292, 1300, 1366, 1367, 1406, 1690, 3140],
  busy: [1020, 1205, DEADLOCK, 3101, 3572],
  // Shutting down, full, not ready, read-only after a failover, too many connections, killed: not the statement's fault.
  unavailable: [
    1021, 1040, 1041, 1044, 1045, 1047, 1049, 1053, 1080, 1114, 1129, 1158, 1159, 1160, 1161, 1203, 1206, 1290, 1317, 1637, 1792, 1836,
    1927, 1969, 3024, 4031,
  ],
};
const KIND_OF = new Map(Object.entries(KINDS).flatMap(([kind, numbers]) => numbers.map((number) => [number, kind as SqlErrorKind])));

/** What Node's sockets and the driver call a connection that is no more. */
const CONNECTION = /^(?:E(?:CONN|HOST|NET|PIPE|TIMEDOUT|AI_AGAIN|NOTFOUND)|PROTOCOL_|HANDSHAKE_|POOL_)/;

/** The driver's error as callers of Sql know it. */
export function sqlErrorOf(error: unknown): SqlError {
  if (error instanceof SqlError) return error;
  return new SqlError(kindOf(error), reasonOf(error), error);
}

/** Whether a statement failed because the server ended its transaction to resolve a deadlock. */
export function isDeadlock(error: unknown): boolean {
  const cause = error instanceof SqlError ? error.cause : undefined;
  return typeof cause === 'object' && cause !== null && Reflect.get(cause, 'errno') === DEADLOCK;
}

/** Whether something failed since the user of the database may not do it, however deep below. */
export function isDenied(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  return DENIED.has(Reflect.get(error, 'errno')) || isDenied(Reflect.get(error, 'cause'));
}

function kindOf(error: unknown): SqlErrorKind {
  if (typeof error !== 'object' || error === null) return 'other';
  const kind = KIND_OF.get(Number(Reflect.get(error, 'errno')));
  if (kind) return kind;
  const code: unknown = Reflect.get(error, 'code');
  const isLost = Reflect.get(error, 'fatal') === true || (typeof code === 'string' && CONNECTION.test(code));
  return isLost ? 'unavailable' : 'other';
}
