import { z } from 'zod';
import { shapes } from '#app';
import { shape } from '#validate';
import type { WireCode, WireMadeCode, WireMaker, WireOutside, WirePreview, WireShownCode } from '../../protocol/index.ts';

const { chatType } = shapes;
const ticket = { ticket: z.string(), url: z.string(), expires_at: z.int() };
const maker = shape<WireMaker>()('CodeMaker', { id: z.int(), name: z.string() });

/** A code that was made with terms of its own. */
export const madeCode = shape<WireMadeCode>()('MadeCode', { ...ticket, id: z.int() });

/** The current code of a group or user. */
export const shownCode = shape<WireShownCode>()('ShownCode', {
  ...ticket,
  id: z.int(),
  chatType,
  name: z.string(),
  avatar: z.string(),
  count: z.int().nullable(),
});

/** A code as it looks without a token. */
export const outside = shape<WireOutside>()('CodeOutside', {
  chatType,
  name: z.string(),
  avatar: z.string(),
  count: z.int().nullable(),
  expires_at: z.int(),
});

/** What a scanned code means to the caller. */
export const preview = shape<WirePreview>()('CodePreview', {
  ...outside.shape,
  id: z.int(),
  invite_confirm: z.int(),
  maker: maker.nullable(),
  joined: z.boolean(),
  needs: z.enum(['join', 'apply', 'login']).nullable(),
});

/** A code as its maker, and the owner and admins of its group, see it. */
export const code = shape<WireCode>()('Code', {
  ticket_id: z.int(),
  maker: maker.nullable(),
  is_current: z.boolean(),
  created_at: z.int(),
  expires_at: z.int().nullable(),
  revoked_at: z.int().nullable(),
  max_uses: z.int(),
  uses: z.int(),
  scans: z.int(),
});
