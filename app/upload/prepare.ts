import { rm } from 'node:fs/promises';
import { Gate } from '../account/gate.ts';
import { preparePicture, type SmallPicture } from './image.ts';
import type { ReceivedFile } from './receive.ts';

/** A file that is ready for the store. */
export interface PreparedFile extends ReceivedFile {
  /** In pixels, of a picture. */
  readonly width: number | null;
  readonly height: number | null;
  readonly thumb: SmallPicture | undefined;
}

/** Pictures decoded at once by this process, and how many may wait: each takes a thread and its pixels in memory. */
const pictures = new Gate({ parallel: 2, waiting: 100 });

/** What else is known of a file once it has arrived; of one that is refused nothing stays in the spool. */
export async function prepareFile(received: ReceivedFile, { pixels }: { readonly pixels: number }): Promise<PreparedFile> {
  if (received.kind !== 'image') return { ...received, width: null, height: null, thumb: undefined };
  try {
    const { size, ...picture } = await pictures.run(() => preparePicture({ ...received, pixels }));
    return { ...received, ...picture, size: size ?? received.size };
  } catch (error) {
    await discardFile(received);
    throw error;
  }
}

/** Removes what is left of a file in the spool. */
export async function discardFile({ path }: { readonly path: string }): Promise<void> {
  await Promise.all([path, `${path}.clean`, `${path}.thumb`].map((file) => rm(file, { force: true })));
}
