/** Search in one's own conversations. */
const search = {
  /** Messages that a search indexes itself before it looks; what is behind that it says to be partial. */
  catchUp: 1000,
  /** Candidates that a search looks at for one page. */
  scan: 4000,
  /** Conversations that one search covers, the most recent first. */
  conversations: 2000,
  /** ms between two runs of the indexer. */
  interval: 250,
  /** Messages that one run indexes. */
  slice: 250,
  /** Messages waiting for their commit above which the indexer leaves the store to them. */
  calm: 16,
  /** Searches per user: `points` within `window` ms. */
  limit: { points: 60, window: 60_000 },
};

export default { search };
