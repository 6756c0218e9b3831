import { z } from 'zod';
import type { ClientMessageType, UploadKind } from '../../../protocol/index.ts';
import { isVisible, turns } from '../../text/visible.ts';
import { isMediaAddress, isWebAddress } from './address.ts';

/** Types whose data is words or pictures of the reader's own font: any text. */
export type WordType = 'text' | 'iconMenus' | 'emoji';
/** Types whose data has a shape. */
export type ShapedType = Exclude<ClientMessageType, WordType | 'custom'>;

/** Cents in a red packet; a message, no money moves. */
export const MOST_CENTS = 20_000_00;
/** Seconds of a recording. */
const LONGEST = 3600;

const media = z.string().refine(isMediaAddress);
const words = (max: number): z.ZodType<string> => z.string().refine((text) => Array.from(text).length <= max && !turns(text));
const named = (max: number): z.ZodType<string> => words(max).refine(isVisible);
const size = z.number().int().min(0);
const seconds = z.number().min(0).max(LONGEST);
const pixels = z.number().int().min(1).max(100_000);
const picture = { width: pixels.optional(), height: pixels.optional() };

/** Our own clients' objects, by type. Unknown fields are refused: nobody has checked what they hold. */
export const SHAPES = {
  image: z.strictObject({ url: media, ...picture, size: size.optional(), name: words(255).optional() }),
  audio: z.strictObject({ url: media, seconds, size: size.optional() }),
  video: z.strictObject({ url: media, poster: media.optional(), seconds: seconds.optional(), ...picture, size: size.optional() }),
  file: z.strictObject({ url: media, name: named(255), size }),
  link: z.strictObject({ url: z.string().refine(isWebAddress), title: words(200).optional(), memo: words(500).optional() }),
  news: z.strictObject({ title: named(200), picture: media.optional(), url: z.string().refine(isWebAddress), memo: words(500).optional() }),
  card: z.strictObject({ kind: z.literal(['user', 'group']), id: z.number().int().min(1), name: words(100).optional() }),
  redpacket: z.strictObject({ amount: z.number().int().min(1).max(MOST_CENTS), memo: words(100).optional() }),
} as const satisfies Readonly<Record<ShapedType, z.ZodType>>;

/** Types whose data may be an address as it is, and what address. */
export const BARE: Readonly<Partial<Record<ShapedType, (address: string) => boolean>>> = {
  image: isMediaAddress,
  audio: isMediaAddress,
  video: isMediaAddress,
  file: isMediaAddress,
  link: isWebAddress,
};

/** Types that are a file. */
const FILE_TYPES: ReadonlySet<string> = new Set(['image', 'audio', 'video', 'file'] satisfies UploadKind[]);

/** What a merged forward shows, as far as it is read here; who said it, and when, stays with it. */
export const MERGED = z.object({ kind: z.literal('merged'), items: z.array(z.looseObject({ type: z.string(), data: z.string() })) });

/** A user or a group that a message hands on. */
export type Card = z.infer<(typeof SHAPES)['card']>;

/** Whether data of this type has a shape. */
export function isShaped(type: string): type is ShapedType {
  return Object.hasOwn(SHAPES, type);
}

/** Whether a message of this type is a file. */
export function isFileType(type: string): boolean {
  return FILE_TYPES.has(type);
}
