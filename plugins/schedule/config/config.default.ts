export default {
  schedule: {
    /** ms between two looks for what is due for one node of all. */
    look: 60_000,
    jobs: {
      /** ms between two looks for jobs that other processes added, or left behind. */
      look: 5000,
      /** Jobs that run at once on a node. */
      atOnce: 4,
      /** ms before one that failed comes again: four times as long each time, from `first` to `longest`. */
      pause: { first: 5000, longest: 3_600_000 },
      /** ms between two looks for jobs of which nobody here knows what to do. */
      unknown: 60_000,
    },
  },
};
