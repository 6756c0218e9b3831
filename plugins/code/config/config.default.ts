const DAY = 24 * 60 * 60 * 1000;

/** Codes of groups and users. */
const code = {
  /** How long a code holds after it was shown. */
  ttl: 7 * DAY,
  /** Codes with terms of their own that one user may have open for one group. */
  perMaker: 20,
};

export default { code };
