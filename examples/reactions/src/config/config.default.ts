/** Reactions that one message takes, and how many one user sets or takes away within a window of so many ms. */
const reactions = { most: 200, limit: { points: 60, window: 60_000 } };

export default { reactions };
