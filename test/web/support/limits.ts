import type { WireLimits } from '../../../protocol/index.ts';

/** What a server says that it takes, as it comes. */
export const LIMITS: WireLimits = {
  payload: 65_536,
  data: 65_024,
  recall: 300_000,
  upload: { image: 10_000_000, audio: 10_000_000, video: 100_000_000, file: 100_000_000, total: 1_000_000_000 },
};
