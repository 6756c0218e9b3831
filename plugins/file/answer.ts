import { z } from 'zod';
import { listOf, media, shape } from '#validate';
import type { WireLink, WireUpload } from '../../protocol/index.ts';

/** A signed address. */
export const link = shape<WireLink>()('Link', { url: z.string(), thumb: z.string().nullable(), expires: z.int() });

/** A file as its uploader learns of it. */
export const upload = shape<WireUpload>()('Upload', {
  ...link.shape,
  id: z.string(),
  path: z.string(),
  kind: z.enum(['image', 'audio', 'video', 'file']),
  type: z.string(),
  name: z.string(),
  size: z.int(),
  width: z.int().nullable(),
  height: z.int().nullable(),
});

/** The same as the published client lists what it believes to be in a cloud. */
export const listed = listOf(z.object({ url: z.string(), path: z.string(), image_class_id: z.int(), create_time: z.int() }));

/** A picture for a film, by its address and as it is. */
export const poster = z.object({ url: z.string(), base64: z.string(), format: z.literal('png'), time: z.int(), width: z.int() });

/** A drawn picture of a film. */
export const film = media('image/png');

/** A file, or the range of it that was asked for; its drawn picture elsewhere; nothing to whoever has it, or asks for a range that it lacks. */
export const content = [media('*/*'), { ...media('*/*'), status: 206 }, { status: 302 }, { status: 304 }, { status: 416 }];
