/**
 * Behind the name of a table in a statement that locks rows: MySQL finds them by the primary key alone, also in a small table, which it would
 * rather read whole, locking rows of others on its way. A comment to SQLite.
 */
export const BY_KEY = '/*! FORCE INDEX (PRIMARY) */';
