export default {
  schedule: {
    /** ms between two looks for what is due for one node of all. */
    look: 60_000,
  },
};
