import { rm } from 'node:fs/promises';
import type { AppConfig, Application } from '#kernel';
import { fail } from '#app';
import type { Answers, PictureLook, SmallPicture } from './inspect/job.ts';
import { kindOf } from './kind.ts';
import { isTelling } from './metadata/strip.ts';
import { withEnding } from './name.ts';
import type { ReceivedFile } from './receive.ts';

/** A file that is ready for the store. */
export interface PreparedFile extends ReceivedFile {
  /** In pixels, of a picture. */
  readonly width: number | null;
  readonly height: number | null;
  readonly thumb: SmallPicture | null;
}

/**
 * What else is known of a user's file once it has arrived. What it tells of place, device and people is taken out; pictures get a smaller one
 * beside them. One that would take too much to show, or cannot be shown, is a file to download. Fails with upload_type for what only claims to
 * be a picture, and with unavailable; of what is refused nothing stays in the spool. `party`: with whom it takes turns.
 */
export async function prepareFile(app: Application, received: ReceivedFile, party: string): Promise<PreparedFile> {
  if (!isTelling(received.type)) return asItIs(received);
  try {
    return await inspect(app, received, party);
  } catch (error) {
    await discardFile(received);
    throw error;
  }
}

/** Removes what is left of a file in the spool. */
export async function discardFile({ path }: { readonly path: string }): Promise<void> {
  await Promise.all([path, `${path}.clean`, `${path}.thumb`].map((file) => rm(file, { force: true })));
}

async function inspect(app: Application, received: ReceivedFile, party: string): Promise<PreparedFile> {
  const { path, type } = received;
  const look = await app.inspection.look(party, { path, type });
  if (typeof look === 'string') return fail('upload_type');
  const stripped = { ...received, size: look.size };
  if (!look.picture) return asItIs(stripped);
  if (!isWithin(look.picture, app.config.upload)) return asDownload(stripped);
  const made = await app.inspection.make(party, { path, type, cost: look.picture.cost });
  // What only claims to be a picture is refused, unless nobody would be shown it anyway.
  if (made === 'broken' && stripped.kind === 'image') return fail('upload_type');
  return typeof made === 'string' ? asDownload(stripped) : shown(stripped, look.picture, made);
}

function isWithin({ pixels, allPixels, cost }: PictureLook, most: AppConfig['upload']): boolean {
  return pixels <= most.pixels && allPixels <= most.motion && cost <= most.inspect.cpu;
}

function shown(file: ReceivedFile, { width, height }: PictureLook, { converted, thumb }: Answers['make']): PreparedFile {
  if (!converted) return { ...file, width, height, thumb };
  const format = kindOf({ mime: converted.type, ext: '' }, '');
  return { ...file, ...format, name: withEnding(file.name, format.ext), width, height, size: converted.size, thumb };
}

function asItIs(file: ReceivedFile): PreparedFile {
  return { ...file, width: null, height: null, thumb: null };
}

function asDownload(file: ReceivedFile): PreparedFile {
  return { ...asItIs(file), kind: 'file' };
}
