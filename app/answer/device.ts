import { z } from 'zod';
import { shape } from '#validate';
import type { WireDevice, WireHandover, WireHandoverPreview } from '../../protocol/index.ts';
import { user } from './user.ts';

/** An open login session of one's own. */
export const device = shape<WireDevice>()('Device', {
  id: z.int(),
  role: z.string(),
  created_at: z.int(),
  expires_at: z.int(),
  address: z.string(),
  agent: z.string(),
  current: z.boolean(),
});

/** A code that takes the session to another device. */
export const handover = shape<WireHandover>()('Handover', { code: z.string(), expires_at: z.int(), url: z.string(), svg: z.string() });

/** Whose session a code takes along. */
export const handoverPreview = shape<WireHandoverPreview>()('HandoverPreview', { user, own: user.nullable() });
