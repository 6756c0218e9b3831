const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const GIBIBYTE = 1024 ** 3;

/** Messages of one sender on one node, by role of the session. */
export const sends = {
  visitor: { points: 20, window: 10 * SECOND },
  user: { points: 60, window: 10 * SECOND },
  /** What programs say in the name of one account. */
  automatic: { points: 1000, window: 10 * SECOND },
  /** Bytes of those of one who is no visitor; of visitors `limit.visitorBytes`. */
  userBytes: { points: 256 * 1024 * 1024, window: 24 * HOUR },
};

/** How often people may try, counted over all nodes. The window starts at the first try and is not restarted by refused ones. */
export const limit = {
  /** Wrong passwords per account and address, or device that was signed in before; a right one forgets them. */
  login: { points: 10, window: 10 * MINUTE },
  /** Tries per account from devices that were not, from whatever addresses; each further one waits for `pause`. */
  guess: { points: 100, window: HOUR, pause: 5 * SECOND },
  /** Logins per address, right or wrong. */
  address: { points: 60, window: MINUTE },
  /** Sign-ups per address. */
  register: { points: 20, window: HOUR },
  /** New visitors per address; returning ones are not counted. */
  visitor: { points: 60, window: HOUR },
  /** People who are no friends, and no accounts of the service, to whom a visitor writes for the first time. */
  visitorContacts: { points: 5, window: HOUR },
  /** Bytes that a visitor writes; nodes take it in shares of a thirty-second. */
  visitorBytes: { points: 2 * 1024 * 1024, window: 24 * HOUR },
  /** First messages of a user to people who are no friends. */
  contacts: { points: 30, window: HOUR },
  /** Tries of one user to come into groups, or to bring others, whichever. */
  entries: { points: 100, window: 24 * HOUR },
  /** Tries of one user to come into one group, or to be brought: whoever comes and goes tells all members each time. */
  join: { points: 20, window: 24 * HOUR },
  /** Requests of one user, and of all at one address, to any route that has no limit of its own. */
  request: { points: 1200, window: MINUTE, perAddress: 12_000 },
  /** Looks at other users and groups: profiles, settings, searches for people. */
  lookup: { points: 300, window: 10 * MINUTE, perAddress: 3000 },
  /** Different groups that not everybody may find, looked at from outside by their number, per user and per address. */
  group: { points: 20, window: HOUR },
  /** Codes looked at per address. */
  code: { points: 120, window: MINUTE },
  /** Pictures of codes, whose drawing keeps a node busy for some milliseconds. */
  drawing: { points: 30, window: MINUTE, perAddress: 120 },
  /** Files that a user sends. */
  upload: { points: 120, window: 10 * MINUTE },
  /** Bytes of the files that users send from one address, and that visitors do: whoever makes accounts, or visitors, has no more room for it. */
  uploadBytes: { points: 10 * GIBIBYTE, window: 24 * HOUR },
  visitorUploadBytes: { points: GIBIBYTE, window: 24 * HOUR },
  /** Codes of handovers per address. */
  handover: { points: 20, window: 10 * MINUTE },
};
