import { z } from 'zod';
import { defineRules } from '#kernel';

const LONGEST_TIMER = 2 ** 31 - 1;
const EVERY = `write ms, from 10 to ${LONGEST_TIMER}`;

/** What keys take where their default does not tell. */
export default defineRules({ search: { interval: z.int(EVERY).min(10, EVERY).max(LONGEST_TIMER, EVERY) } });
