import type { Context } from '#kernel';
import type { ByteRange } from '../../../engine/file-store.ts';
import { fail } from '#app';
import { keyOf, thumbKeyOf } from './key.ts';
import { isInline } from './kind.ts';
import { attachment } from './name.ts';
import { rangeOf } from './range.ts';
import type { UploadRow } from './row.ts';

/** What is shown of a file: itself, or its smaller picture. */
interface Shown {
  readonly key: string;
  readonly type: string;
  readonly etag: string;
  /** undefined: only the store knows it. */
  readonly size: number | undefined;
}

/** A file never changes under its address. */
const FOR_GOOD = 'max-age=31536000, immutable';

/** Whatever the bytes are: no script, no form, no frame, no plugin. */
const NOTHING = "default-src 'none'; sandbox";

/** Answers with a file, or the part of it that is asked for; with its smaller picture where that is wanted and there is one. */
export async function serveUpload(ctx: Context, upload: UploadRow, wantsThumb: boolean): Promise<void> {
  const shown = shownOf(upload, wantsThumb);
  if (isKnown(ctx, shown)) return describe(ctx, upload, shown);
  const range = shown.size === undefined ? undefined : rangeOf(rangeHeader(ctx, shown), shown.size);
  if (range === null) return refuse(ctx, shown);
  await send(ctx, shown, range);
  describe(ctx, upload, shown);
}

function shownOf({ uuid, type, thumb, size }: UploadRow, wantsThumb: boolean): Shown {
  if (!wantsThumb || thumb !== 1) return { key: keyOf(uuid), type, etag: `"${uuid}"`, size };
  return { key: thumbKeyOf(uuid), type: 'image/webp', etag: `"${uuid}-thumb"`, size: undefined };
}

/** Whether the client has it already: then only the headers go out, with 304. */
function isKnown(ctx: Context, { etag }: Shown): boolean {
  ctx.set('ETag', etag);
  ctx.status = 200;
  const isFresh = ctx.fresh;
  ctx.status = isFresh ? 304 : 404;
  return isFresh;
}

/** A part of another version is of no use to who has the rest of this one. */
function rangeHeader(ctx: Context, { etag }: Shown): string {
  const condition = ctx.get('If-Range');
  return condition === '' || condition === etag ? ctx.get('Range') : '';
}

function refuse(ctx: Context, { size }: Shown): void {
  ctx.remove('ETag');
  ctx.set('Content-Range', `bytes */${size}`);
  ctx.body = '';
  ctx.status = 416;
}

async function send(ctx: Context, { key, type }: Shown, range: ByteRange | undefined): Promise<void> {
  const file = (await ctx.app.storage.open(key, range)) ?? fail('not_found');
  ctx.status = range ? 206 : 200;
  if (ctx.method === 'HEAD') file.stream.destroy();
  else ctx.body = file.stream;
  if (range) ctx.set('Content-Range', `bytes ${range.from}-${range.to}/${file.size}`);
  ctx.length = range ? range.to - range.from + 1 : file.size;
  ctx.type = type;
}

/** Only now that there is an answer: a failure must not be kept for a year. */
function describe(ctx: Context, { kind, name, is_public: isPublic }: UploadRow, { size }: Shown): void {
  ctx.set({
    'Content-Security-Policy': NOTHING,
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Cache-Control': `${isPublic === 1 ? 'public' : 'private'}, ${FOR_GOOD}`,
    'Content-Disposition': isInline(kind) ? 'inline' : attachment(name),
    ...(size !== undefined && { 'Accept-Ranges': 'bytes' }),
  });
}
