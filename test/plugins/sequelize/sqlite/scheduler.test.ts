import assert from 'node:assert/strict';
import path from 'node:path';
import { PRAGMAS } from '../../../../plugins/sequelize/sqlite/pragma.ts';
import { Scheduler } from '../../../../plugins/sequelize/sqlite/scheduler.ts';
import { OPEN, RUN, RUN_INSIDE, type Answer, type Cell, type Op, type Request } from '../../../../plugins/sequelize/sqlite/wire.ts';
import { temporaryDirectory } from '../support.ts';

/** Posted answers as `[id, code of the failure or 0]`. */
type Posted = [id: number, code: number][];

describe('SQLite scheduler', () => {
  let scheduler: Scheduler;
  let posts: Answer[][];
  let next: number;

  beforeEach(() => {
    posts = [];
    next = 1;
    scheduler = new Scheduler(({ answers }) => void posts.push(answers));
    const file = path.join(temporaryDirectory(), 'foyer.db');
    scheduler.handle([1, 2, 3].map((connection): Request => [0, connection, OPEN, file, [...PRAGMAS], 0]));
    send(1, 'CREATE TABLE item (n INTEGER UNIQUE)');
    posts = [];
  });

  afterEach(() => scheduler.close());

  function request(connection: number, sql: string, { op = RUN, wait = 60_000 }: { op?: Op; wait?: number } = {}): Request {
    return [next++, connection, op, sql, [], Date.now() + wait];
  }

  function send(...[connection, sql, options]: Parameters<typeof request>): void {
    scheduler.handle([request(connection, sql, options)]);
  }

  function taken(): Posted[] {
    return posts.splice(0).map((answers) => answers.map(([id, failure]) => [id, failure?.code ?? 0]));
  }

  function numbers(): Cell[] {
    send(3, 'SELECT n FROM item ORDER BY n');
    return posts.splice(0).flat()[0]?.[5] ?? [];
  }

  it('goes on with who waits in the very call that ends the transaction before it, in the order in which they came', () => {
    send(1, 'BEGIN IMMEDIATE');
    scheduler.handle([request(2, 'BEGIN IMMEDIATE'), request(2, 'INSERT INTO item VALUES (2)', { op: RUN_INSIDE })]);
    send(3, 'INSERT INTO item VALUES (3)');
    assert.deepEqual(taken(), [[[2, 0]]]);
    scheduler.handle([request(1, 'COMMIT', { op: RUN_INSIDE })]);
    assert.deepEqual(taken(), [
      [
        [6, 0],
        [3, 0],
        [4, 0],
      ],
    ]);
    send(2, 'COMMIT', { op: RUN_INSIDE });
    assert.deepEqual(taken(), [
      [
        [7, 0],
        [5, 0],
      ],
    ]);
    assert.deepEqual(numbers(), [2, 3]);
  });

  it('keeps the order of a connection while its first statement waits', () => {
    send(1, 'BEGIN IMMEDIATE');
    send(2, 'INSERT INTO item VALUES (2)');
    send(2, 'SELECT n FROM item');
    taken();
    send(1, 'ROLLBACK', { op: RUN_INSIDE });
    const [answers] = posts;
    assert.deepEqual(answers?.at(-1)?.[5], [2]);
  });

  it('does not wait where waiting does not help', () => {
    send(1, 'BEGIN');
    send(1, 'SELECT n FROM item', { op: RUN_INSIDE });
    send(2, 'INSERT INTO item VALUES (2)');
    taken();
    send(1, 'INSERT INTO item VALUES (1)', { op: RUN_INSIDE });
    assert.deepEqual(taken(), [[[5, 517]]]);
  });

  it('stores the single writes that stand behind each other as one, and tells each its own failure', () => {
    scheduler.handle([1, 2, 1, 3].map((n) => request(1, `INSERT INTO item VALUES (${n})`)));
    assert.deepEqual(taken(), [
      [
        [2, 0],
        [3, 0],
        [4, 2067],
        [5, 0],
      ],
    ]);
    assert.deepEqual(numbers(), [1, 2, 3]);
  });

  it('stores none of them when a failure ends their transaction', () => {
    send(1, 'INSERT INTO item VALUES (7)');
    taken();
    const writes = ['INSERT INTO item VALUES (1)', 'INSERT OR ROLLBACK INTO item VALUES (7)', 'INSERT INTO item VALUES (2)'];
    scheduler.handle(writes.map((sql) => request(1, sql)));
    assert.deepEqual(
      taken()
        .flat()
        .map(([, code]) => code),
      [2067, 2067, 2067],
    );
    assert.deepEqual(numbers(), [7]);
  });

  it('runs nothing of a transaction that is no more, but bears its rollback', () => {
    send(1, 'INSERT INTO item VALUES (1)', { op: RUN_INSIDE });
    send(1, 'COMMIT', { op: RUN_INSIDE });
    send(1, 'ROLLBACK', { op: RUN_INSIDE });
    assert.deepEqual(taken(), [[[2, -1]], [[3, -1]], [[4, 0]]]);
    assert.deepEqual(numbers(), []);
  });

  it('leaves no transaction open after a commit that failed', () => {
    send(1, 'CREATE TABLE child (n INTEGER REFERENCES item (n) DEFERRABLE INITIALLY DEFERRED)');
    send(1, 'BEGIN IMMEDIATE');
    send(1, 'INSERT INTO child VALUES (5)', { op: RUN_INSIDE });
    send(1, 'COMMIT', { op: RUN_INSIDE });
    assert.deepEqual(taken().at(-1), [[5, 787]]);
    send(2, 'INSERT INTO item VALUES (1)', { wait: 0 });
    assert.deepEqual(taken(), [[[6, 0]]]);
  });
});
