const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Units that follow what is said, where they do not say it themselves. Times in ms. */
export const follow = {
  /** Between two runs of a follower. */
  interval: SECOND / 4,
  /** Messages that one run hands on. */
  slice: 250,
  /** Messages waiting for their commit above which followers leave the store to them. */
  calm: 16,
  /** For what a follower is handed at once. */
  deadline: 30 * SECOND,
  /** Before what failed is tried again, at first and at most. */
  pause: { least: SECOND, most: 5 * MINUTE },
  /** Until other nodes take over what a node was at that is gone, beyond the deadline. */
  lease: 30 * SECOND,
  /** Between two looks, of one node of all, for what a node had noted that is gone. */
  sweep: 10 * MINUTE,
};
