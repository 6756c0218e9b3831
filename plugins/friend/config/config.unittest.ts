import { defineConfig } from '#kernel';

const OFTEN = { points: 100_000, window: 60_000 };

export default defineConfig({ friend: { requests: OFTEN, requestsToOne: OFTEN } });
