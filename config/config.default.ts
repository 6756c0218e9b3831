import type { SignUp } from '../protocol/index.ts';
import { follow } from './follow.ts';
import { limit, sends } from './limit.ts';
import { retention } from './retention.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Where the server listens. */
const listen = {
  port: 7001,
  /** Every address where none is given: a container, or a machine behind a proxy; development stays on this machine. */
  host: undefined as string | undefined,
};

/** How long a whole request may take to arrive: a large file on a slow line is one. What gets on too slowly is cut before. */
const server = { requestTimeout: 30 * MINUTE };

/** What every request passes, in this order, before it reaches its route. */
const middleware = ['failure', 'shield', 'crowd', 'cors', 'body'];

/** Pages of other origins. */
const cors = {
  methods: ['GET', 'POST'],
  requestHeaders: ['authorization', 'content-type', 'token', 'x-security-sign'],
  responseHeaders: ['retry-after'],
  /** Seconds that a browser keeps the answer. */
  maxAge: 600,
};

const origin = {
  allowed: [] as readonly string[],
  publicUrl: undefined as string | undefined,
  hosts: [] as readonly string[],
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
  ttl: 30 * DAY,
  /** How long a code waits that takes a session to another device. */
  handover: 5 * MINUTE,
};

/** Requests behind a token. */
const access = {
  /** Of one user on one node at the same time, until their answers are out. */
  underWay: 32,
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

/** The site's own people. */
const service = {
  /** Usernames of the accounts that visitors are meant to write to, in lower case. */
  accounts: ['kefu'],
  /** What nobody else may be called, nor a group, nor anything that looks like it. */
  reserved: [
    '客服',
    '客户服务',
    '客戶服務',
    '系统',
    '系統',
    '管理员',
    '管理員',
    '官方',
    '运营',
    '運營',
    // Sounds as 客服 does, nearly.
    '扣服',
    '已注销用户',
    '已註銷用戶',
    'admin',
    'administrator',
    'support',
    'service',
    'helpdesk',
    'system',
    'official',
    'moderator',
    'root',
  ],
};

/** What comes after the commit that closed an account. Times in ms. */
const closing = {
  /** Between two looks for what another process left undone. */
  interval: 5 * SECOND,
  /** After which it is tried again, and of an erased account done once more, for what was on its way. */
  again: 30 * SECOND,
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

/** Visitors. */
const visitor = {
  signature: {
    /** Whether signatures are asked for and checked, where a secret is set. They ship in the client and protect nothing. */
    isChecked: true,
    secret: '',
    salt: '',
    /** How far the client's clock may be off. */
    window: 5 * MINUTE,
  },
  identity: {
    /** Shared with the site's server, which signs the tokens of the visitors that it knows with any of them; without one none is taken. */
    secrets: [] as readonly string[],
  },
};

const health = {
  /** An answer of a part is given again for so long, however often one asks. */
  fresh: 3 * SECOND,
  /** A part that does not answer within this is down. */
  timeout: 2 * SECOND,
};

/** The socket: what it waits for, how much it takes. Times in ms. */
const gateway = {
  /** Whether this process takes sockets and joins the other nodes; the admin commands do not. */
  enable: true,
  /** For `hello` to come; how long the server takes to let somebody in does not count. */
  helloTimeout: 5 * SECOND,
  /** Clients that are let in at the same time, the others wait; and for how long a slow one counts among them. */
  entrance: { most: 64, hold: SECOND },
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
  /** Older plain sockets of one login on one node that stay beside the newest, silent: the published client leaves them behind, as many as a browser opens to one server. */
  maxSilent: 255,
  /** For an older socket to say what it took over, before that is handed to the newest. */
  settle: SECOND,
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
  /** The mark of a node on MariaDB or MySQL, by which nodes on different Redis notice each other: between two renewals, and until it counts no more. */
  mark: { interval: 2 * SECOND, lease: 10 * SECOND },
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
  /** The pages of the published client as rows of its list, told to plain sockets on connect and never stored. */
  menu: true,
  /** For how long an author may take a message back. */
  recall: 5 * MINUTE,
  /** For what units do with a message before it is stored, together; then its sender is told to try again. */
  hookDeadline: 5 * SECOND,
  follow,
  /** How long changes of what units add to messages are gathered: a message is shown anew once in so long at most. */
  extras: { gather: 50 },
  /** Between two writes of what was delivered. */
  receipts: SECOND / 2,
  sends,
  /** Typing is shown once per interval, in groups of up to so many members. */
  typing: { interval: 2 * SECOND, members: 50 },
  /** Lists of friends that a user may begin to watch on one node. */
  presence: { points: 20, window: 10 * SECOND },
};

/** Every limit and its default. Plugins have their own beside their code; what differs per installation is said in its environment or its `foyer.config.json` (config/env.ts). */
export default {
  listen,
  server,
  middleware,
  cors,
  origin,
  shield,
  session,
  /** Who may sign up: everybody, users with an invitation of `foyer user invite`, or nobody; administrators make accounts in any case. */
  signup: 'open' as SignUp,
  retention,
  access,
  password,
  service,
  closing,
  cache,
  group,
  limit,
  visitor,
  health,
  gateway,
  chat,
};
