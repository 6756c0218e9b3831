const DAY = 86_400_000;

/** How long is kept what is for nothing any more, in ms; 0 is for good. */
export const retention = {
  /** Sessions after their end, with the addresses and user agents that they were opened from. */
  sessions: 90 * DAY,
  /** Visitors who have never written, nor come into a group, after they were last there. */
  visitors: 30 * DAY,
  /** Messages, with what they say to search and the files that no later one shows; `foyer purge` removes them. */
  messages: 0,
  /** When one node of all does what `foyer purge` does, as cron writes it and by the clock of a zone; '' is never. */
  purge: { cron: '', timeZone: 'UTC' },
};
