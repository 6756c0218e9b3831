const SECOND = 1000;

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
  batch: 512,
  /** Most messages that may wait for a commit; more are refused with `unavailable`. */
  queue: 20_000,
  /** Between two writes of what was delivered. */
  receipts: SECOND / 2,
  /** Messages of one sender on one node, by role of the session. */
  sends: { visitor: { points: 20, window: 10 * SECOND }, user: { points: 60, window: 10 * SECOND } },
};

/** Every limit and its default. Plugins have their own beside their code; the environment (config/env.ts) sets what differs per installation. */
export default { gateway, chat };
