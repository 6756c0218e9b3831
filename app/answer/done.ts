import { z } from 'zod';

/** What an action answers that has nothing else to say. */
export const done = z.literal('ok');
