const DAY = 24 * 60 * 60 * 1000;

/** How often a user may ask: anybody, and one and the same. */
const friend: Record<'requests' | 'requestsToOne', { points: number; window: number }> = {
  requests: { points: 30, window: DAY },
  requestsToOne: { points: 5, window: DAY },
};

export default { friend };
