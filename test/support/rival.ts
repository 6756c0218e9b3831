import mysql, { type Connection, type RowDataPacket } from 'mysql2/promise';
import type { MariadbServer } from './mariadb.ts';

/** Transactions beside ours that lock the same rows in other orders. */
export interface RivalOptions {
  readonly mariadb: MariadbServer;
  /** Asked between two transactions. */
  readonly isOver: () => boolean;
}

/** A part of the key of rows of a table: one row, or a range of them. */
type Row = readonly [table: string, key: Readonly<Record<string, number>>];

interface MemberKey extends RowDataPacket {
  readonly user: number;
  readonly conversation: number;
}

const RIVALS = 3;
/** Rows of a transaction: the more, the likelier a ring. */
const ROWS = 24;
/** Rows that each transaction writes elsewhere first: of a ring the server ends the one that did least, and that is not to be ours. */
const WEIGHT = 'INSERT INTO rival.ballast (rival, n) SELECT ?, seq FROM seq_1_to_200';

/** Makes deadlocks in which our own transactions lose, until told to stop: with the heads of conversations, their members and their last messages. */
export async function rival({ mariadb, isOver }: RivalOptions): Promise<void> {
  await mariadb.query('CREATE DATABASE IF NOT EXISTS rival');
  await mariadb.query('CREATE TABLE IF NOT EXISTS rival.ballast (rival INTEGER, n INTEGER, PRIMARY KEY (rival, n)) ENGINE=InnoDB');
  await Promise.all(Array.from({ length: RIVALS }, (_, number) => fight(mariadb, number, isOver)));
}

/** Deadlocks that the server has resolved since its start. */
export async function countDeadlocks(mariadb: MariadbServer): Promise<number> {
  const rows = (await mariadb.query(`SHOW GLOBAL STATUS LIKE 'Innodb_deadlocks'`)) as { Value: string }[];
  return Number(rows[0]?.Value);
}

async function fight(mariadb: MariadbServer, number: number, isOver: () => boolean): Promise<void> {
  const connection = await mysql.createConnection(mariadb.url);
  connection.on('error', () => undefined); // the statement under way tells
  await connection.query('SET SESSION innodb_lock_wait_timeout = 1');
  for (let turn = number; !isOver(); turn += 1) await collide(connection, number, await rowsOf(connection, turn));
  connection.destroy();
}

/** Locks rows one by one, lets them go, and bears to be the victim. */
async function collide(connection: Connection, number: number, rows: readonly Row[]): Promise<void> {
  await connection.query('START TRANSACTION');
  await connection.query(WEIGHT, [number]);
  try {
    for (const [table, key] of rows) {
      const where = Object.keys(key)
        .map((column) => `${column} = ?`)
        .join(' AND ');
      await connection.query(`SELECT 1 FROM ${table} FORCE INDEX (PRIMARY) WHERE ${where} FOR UPDATE`, Object.values(key));
    }
  } catch (error) {
    if (!['ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT'].includes(String(Reflect.get(Object(error), 'code')))) throw error;
  }
  await connection.query('ROLLBACK');
}

/** Heads from the last to the first, heads after their members, heads after the gap in which their next message is to stand: in turn. */
async function rowsOf(connection: Connection, turn: number): Promise<Row[]> {
  const [members] = await connection.query<MemberKey[]>(
    'SELECT user_id AS user, conversation_id AS conversation FROM member ORDER BY RAND() LIMIT ?',
    [ROWS],
  );
  const heads = [...new Set(members.map(({ conversation }) => conversation))].toSorted((a, b) => b - a);
  const locks = heads.map((id): Row => ['conversation', { id }]);
  if (turn % 3 === 0) return locks;
  if (turn % 3 === 1)
    return [...members.map(({ user, conversation }): Row => ['member', { user_id: user, conversation_id: conversation }]), ...locks];
  return [...heads.map((id): Row => ['message', { conversation_id: id }]), ...locks];
}
