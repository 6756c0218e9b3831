import { env } from './env.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const MEBIBYTE = 1024 * 1024;

/** Where the server listens. */
const listen = {
  port: env.PORT,
  /** Every address where none is given: a container, or a machine behind a proxy; development stays on this machine. */
  host: env.HOST,
};

/** How long a whole request may take to arrive: a large file on a slow line is one. Silent connections are cut before. */
const server = { requestTimeout: 15 * MINUTE };

/** What every request passes, in this order, before it reaches its route. */
const middleware = ['failure', 'shield', 'cors', 'body'];

/** Pages of other origins. */
const cors = {
  methods: ['GET', 'POST'],
  requestHeaders: ['authorization', 'content-type', 'token', 'x-security-sign'],
  responseHeaders: ['retry-after'],
  /** Seconds that a browser keeps the answer. */
  maxAge: 600,
};

const origin = {
  allowed: env.ALLOWED_ORIGINS,
  publicUrl: env.PUBLIC_URL,
  /** Pages of this machine, on any port: for development. */
  loopback: false,
};

/** Headers that protect pages. */
const shield = {
  /** Only where https is set up for good: browsers remember it. */
  hsts: false,
};

/** Login sessions. */
const session = {
  /** How long a login lasts. */
  ttl: env.TOKEN_TTL,
  /** How long a code waits that takes a session to another device. */
  handover: 5 * MINUTE,
};

/** Passwords: what one argon2id hash costs. A stronger setting makes hashes anew at the next login of each user. */
const password = {
  /** KiB of memory per hash. */
  memory: 19_456,
  passes: 2,
  /** Hashes at once; one of Node's four background threads is left for files. */
  parallel: 3,
  /** Hashes that may wait for their turn, some seconds' worth; more are refused with `unavailable`. */
  waiting: 200,
};

/** What each node keeps in memory of what SQL knows. */
const cache = {
  /** Entries per kind: users, sessions, relations, conversations. */
  capacity: 50_000,
  /** Groups, each with its members. */
  groups: 5_000,
};

/** Groups. */
const group = {
  /** Groups that one user may own. */
  perOwner: 5,
  /** Members of one group. */
  members: 1000,
  /** What a new member may read: what was said since joining, or all. */
  history: 'joined' as 'joined' | 'all',
};

/** Codes of groups and users. */
const code = {
  /** How long a code holds after it was shown. */
  ttl: 7 * 24 * HOUR,
  /** Codes with terms of their own that one user may have open for one group. */
  perMaker: 20,
};

/** How often people may try, counted over all nodes. The window starts at the first try and is not restarted by refused ones. */
const limit = {
  /** Wrong passwords per account; a right one forgets them. */
  login: { points: 10, window: 10 * MINUTE },
  /** Logins per address, right or wrong. */
  address: { points: 60, window: MINUTE },
  /** Sign-ups per address. */
  register: { points: 20, window: HOUR },
  /** New visitors per address; returning ones are not counted. */
  visitor: { points: 60, window: HOUR },
  /** Applications of one user to another. */
  apply: { points: 5, window: 24 * HOUR },
  /** Tries of one user to come into one group, or to be brought: whoever comes and goes tells all members each time. */
  join: { points: 20, window: 24 * HOUR },
  /** Codes looked at per address. */
  code: { points: 120, window: MINUTE },
  /** Searches per user. */
  search: { points: 60, window: MINUTE },
  /** Exports per user. */
  export: { points: 1, window: 10 * MINUTE },
  /** Codes of handovers per address. */
  handover: { points: 20, window: 10 * MINUTE },
};

/** Search in one's own conversations. */
const search = {
  /** Messages that a search indexes itself before it looks; what is behind that it says to be partial. */
  catchUp: 1000,
  /** Candidates that a search looks at for one page. */
  scan: 4000,
  /** Conversations that one search covers, the most recent first. */
  conversations: 2000,
  /** ms between two runs of the indexer. */
  interval: SECOND / 4,
  /** Messages that one run indexes. */
  slice: 250,
  /** Messages waiting for their commit above which the indexer leaves the store to them. */
  calm: 16,
};

/** Visitors. */
const visitor = {
  signature: {
    /** Whether signatures are asked for and checked, where a secret is set. They ship in the client and protect nothing. */
    isChecked: true,
    secret: env.VISITOR_SIGN_SECRET ?? '',
    salt: env.VISITOR_SIGN_SALT,
    /** How far the client's clock may be off. */
    window: 5 * MINUTE,
  },
  identity: {
    /** Shared with the site's server, which signs the ids of the visitors that it knows; without it no signed identity is taken. */
    secret: env.VISITOR_IDENTITY_SECRET ?? '',
  },
};

/** Files of users. Sizes in bytes, times in ms. */
const upload = {
  /** Of one file, by what it is. */
  limits: { image: 10 * MEBIBYTE, audio: 10 * MEBIBYTE, video: 100 * MEBIBYTE, file: 100 * MEBIBYTE },
  /** Of all files of one user. */
  quota: { visitor: 50 * MEBIBYTE, user: 1024 * MEBIBYTE },
  /** Files that one user sends to one node at the same time. */
  parallel: 4,
  /** Of a picture, all frames together: more are not decoded. */
  pixels: 50_000_000,
  /** How long a signed address opens its file; 0 is for good. */
  linkTtl: 0,
  /** Files that were sent nowhere and are no avatar are removed after this. */
  orphan: 7 * 24 * HOUR,
};

const profile = {
  /** Where the addresses of our own uploads begin. */
  uploadPath: '/uploads/',
};

const health = {
  /** A part that does not answer within this is down. */
  timeout: 2 * SECOND,
};

/** The socket: what it waits for, how much it takes. Times in ms. */
const gateway = {
  /** Whether this process takes sockets and joins the other nodes; the admin commands do not. */
  enable: true,
  /** For `hello`, and for the authentication of a plain socket. */
  helloTimeout: 5 * SECOND,
  heartbeat: {
    /** Between two pings of a socket. */
    interval: 30 * SECOND,
    /** For the answer; then the socket is cut. */
    timeout: 10 * SECOND,
    /** A reader that blocks for this long is sent away with 1013. */
    blocked: 60 * SECOND,
  },
  /** Sockets (tabs) of one user on one node. */
  maxPerUser: 20,
  /** Frames of one socket; twice as many within the window end it with 4029. */
  frames: { points: 400, window: 10 * SECOND },
  /** Bytes that may wait for a slow reader before nothing more is written to it. */
  highWater: 1024 * 1024,
  /** Rows per read when what waited is handed over. */
  resumePage: 500,
  /** Mailboxes are trimmed in rounds: of as many entries at least, or after the longest wait. */
  trim: { interval: SECOND / 4, least: 32, longest: 10 * SECOND },
  /** Between two comparisons of routes and mailbox positions with the engine. */
  check: 5 * SECOND,
  /** Between two renewals of the node's lease. */
  lease: SECOND,
  /** Between two looks into the table of revocations: the longest a revoked socket lives when the bus fails. */
  revocations: SECOND / 2,
  /** Over which the sessions of a node fill from SQL after a loss. */
  spread: 3 * SECOND,
};

/** A message's way. Times in ms. */
const chat = {
  /** Most messages in one commit. */
  batch: 2048,
  /** Most messages that may wait for a commit; more are refused with `unavailable`. */
  queue: 20_000,
  /** For how long an author may take a message back. */
  recall: 5 * MINUTE,
  /** Between two writes of what was delivered. */
  receipts: SECOND / 2,
  /** Messages of one sender on one node, by role of the session. */
  sends: { visitor: { points: 20, window: 10 * SECOND }, user: { points: 60, window: 10 * SECOND } },
  /** Typing is shown once per interval, in groups of up to so many members. */
  typing: { interval: 2 * SECOND, members: 50 },
  /** Lists of friends that a user may begin to watch on one node. */
  presence: { points: 20, window: 10 * SECOND },
};

/** What the environment says to the plugins; what it leaves open is theirs. */
const plugins = {
  jwt: { secret: env.JWT_SECRET },
  log: { level: env.LOG_LEVEL },
  metrics: { token: env.METRICS_TOKEN },
  redis: { url: env.REDIS_URL },
  sequelize: { url: env.DATABASE_URL, dataDir: env.DATA_DIR },
  storage: {
    s3: { url: env.STORAGE_URL, region: env.STORAGE_REGION, accessKeyId: env.STORAGE_ACCESS_KEY, secretAccessKey: env.STORAGE_SECRET_KEY },
  },
};

/** Every limit and its default. Plugins have their own beside their code; the environment (config/env.ts) sets what differs per installation. */
export default {
  listen,
  server,
  middleware,
  cors,
  origin,
  shield,
  session,
  password,
  cache,
  group,
  code,
  limit,
  search,
  visitor,
  upload,
  profile,
  health,
  gateway,
  chat,
  ...plugins,
};
