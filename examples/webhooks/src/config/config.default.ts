const [SECOND, HOUR, DAY] = [1000, 3_600_000, 86_400_000];

const webhooks: {
  look: number;
  atOnce: number;
  timeout: number;
  pause: { first: number; longest: number };
  giveUp: number;
  keep: number;
  privateHosts: readonly string[];
} = {
  /** ms between two looks for what is to be told. */
  look: SECOND,
  /** Calls of one endpoint at the same time. */
  atOnce: 8,
  /** ms that a call may take. */
  timeout: 5 * SECOND,
  /** ms before a call that failed is made again: twice as long each time, from `first` to `longest`. */
  pause: { first: 5 * SECOND, longest: HOUR },
  /** ms after which an event that nobody took is given up; `foyer webhook retry` begins again. */
  giveUp: 3 * DAY,
  /** ms for which what was given up is kept. */
  keep: 30 * DAY,
  /** Hosts of the own network, which may be called all the same, and by http; no others have a private address. */
  privateHosts: [],
};

export default { webhooks };
