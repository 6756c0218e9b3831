import { defineConfig } from '#kernel';

const OFTEN = { points: 100_000, window: 60_000 };

/** Tests come from one address, and sign in thousands of times: cheap hashes, and limits only where a test sets one. */
export default defineConfig({
  listen: { port: 0, host: '127.0.0.1' },
  chat: { menu: false },
  health: { fresh: 0 },
  metrics: { local: true },
  password: { memory: 256, passes: 1 },
  limit: {
    login: OFTEN,
    guess: OFTEN,
    address: OFTEN,
    register: OFTEN,
    visitor: OFTEN,
    contacts: OFTEN,
    visitorContacts: OFTEN,
    entries: OFTEN,
    join: OFTEN,
    request: { ...OFTEN, perAddress: OFTEN.points },
    drawing: { ...OFTEN, perAddress: OFTEN.points },
    lookup: { ...OFTEN, perAddress: OFTEN.points },
  },
});
