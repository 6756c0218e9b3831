// Another process that holds the write lock of a SQLite file until its standard input says more: `commit`, or its end.
import { DatabaseSync } from '@photostructure/sqlite';

const db = new DatabaseSync(process.argv[2]);
db.exec('PRAGMA journal_mode = WAL');
db.exec('BEGIN IMMEDIATE');
process.stdout.write('held\n');
process.stdin.once('data', () => {
  db.exec('COMMIT');
  process.exit();
});
