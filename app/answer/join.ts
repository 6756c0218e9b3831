import { z } from 'zod';
import { shape } from '#validate';
import type { JoinState, WireGroupApplication, WireRoom } from '../../protocol/index.ts';
import { groupFace } from './group.ts';
import { user } from './user.ts';

/** Whether one is in a group now, or has to wait for an answer. */
export const joinState: z.ZodType<JoinState> = z.enum(['joined', 'applied']);

/** A request to join a group. */
export const joinRequest = shape<WireGroupApplication>()('JoinRequest', {
  id: z.int(),
  group: z.object({ id: z.int(), name: z.string(), avatar: z.string() }),
  user,
  inviter: user.nullable(),
  how: z.enum(['self', 'invitation', 'code']),
  note: z.string(),
  status: z.string(),
  create_time: z.int(),
  update_time: z.int(),
});

/** A group that anyone may find. */
export const room = shape<WireRoom>()('Room', { ...groupFace.shape, last_time: z.int(), joined: z.boolean() });
