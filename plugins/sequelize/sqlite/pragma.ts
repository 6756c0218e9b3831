/** What every connection to the store begins with. */
export const PRAGMAS: readonly string[] = [
  'page_size = 8192', // of a new file; a batch touches many leaves: fewer, larger pages cost less log
  'journal_mode = WAL',
  'synchronous = FULL', // acknowledged means durable
  'foreign_keys = ON',
  'busy_timeout = 0', // a synchronous wait would block the very transaction that holds the lock
  'cache_size = -16000',
  'wal_autocheckpoint = 2000', // a longer log costs as much per row, and halts the commit that empties it for longer
  'journal_size_limit = 67108864',
  'temp_store = MEMORY',
];

/** What the connection to the lock file begins with. */
export const LOCK_PRAGMAS: readonly string[] = ['busy_timeout = 0'];
