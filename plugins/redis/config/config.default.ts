const SECOND = 1000;
const DAY = 86_400 * SECOND;
const MEBI = 1024 * 1024;

/** Where the engine keeps what may be lost, and how much. All times in ms. */
export interface RedisConfig {
  /** `redis://[user:password@]host:port[/db]`, `rediss://` for TLS, several hosts with commas for a cluster. Absent: in this process. */
  url: string | undefined;
  /** Begins every key and channel. */
  prefix: string;
  /** A call that Redis can't serve within this is refused. */
  timeout: number;
  /** How long a node counts as alive after its last renewal. */
  lease: number;
  /** Entries that wait per user; older ones are read from SQL. */
  cap: number;
  /** Entries kept per group; nodes that are further behind read from SQL. */
  roomCap: number;
  /** How long mailboxes, groups' lists and routes that nobody touches stay in Redis. */
  ttl: number;
  /** Bounds of the in-process engine. */
  memory: {
    /** Bytes of all mailboxes together, roughly; users not touched for longest lose theirs first. */
    budget: number;
    /** Bytes of the lists of all groups together, roughly; groups not touched for longest lose theirs first. */
    roomBudget: number;
    /** How long the route of a user who left still refuses older sessions. */
    absence: number;
  };
}

const redis: RedisConfig = {
  url: undefined,
  prefix: 'chat',
  timeout: 3 * SECOND,
  lease: 10 * SECOND,
  cap: 2000,
  roomCap: 500,
  ttl: 7 * DAY,
  memory: { budget: 64 * MEBI, roomBudget: 64 * MEBI, absence: 600 * SECOND },
};

export default { redis };
