import { z } from 'zod';
import { defineRules } from '@foyer-chat/foyer/kernel';

const LOOK = 'write ms, from 10 to 60000';
const SOME = 'write a whole number from 1';
const TIMEOUT = 'write ms, from 100 to 30000';

/** What keys take where their default does not tell. */
export default defineRules({
  webhooks: {
    look: z.int(LOOK).min(10, LOOK).max(60_000, LOOK),
    atOnce: z.int(SOME).min(1, SOME),
    timeout: z.int(TIMEOUT).min(100, TIMEOUT).max(30_000, TIMEOUT),
    privateHosts: z.array(z.string().toLowerCase(), 'write hosts, as in ["crm.internal","10.0.0.7"]'),
  },
});
