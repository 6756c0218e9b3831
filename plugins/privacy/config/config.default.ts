/** How often somebody may take their own data along: `points` times within `window` ms. */
const privacy: { exports: { points: number; window: number } } = {
  exports: { points: 1, window: 600_000 },
};

export default { privacy };
