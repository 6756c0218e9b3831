import { z } from 'zod';
import { defineRules } from '#kernel';

const CONTACT = 'write it like mailto:admin@chat.example';

/** What keys take where their default does not tell. */
export default defineRules({ push: { contact: z.string(CONTACT).regex(/^(mailto:[^@\s]+@[^@\s]+|https:\/\/\S+)$/, CONTACT) } });
