import type { WireUpload } from '../../protocol/index.ts';
import { writeContent } from './content.ts';
import type { DraftContent } from './draft.ts';

/** What only whoever recorded or chose it knows of a file. */
export interface Told {
  readonly seconds?: number;
}

/** The message that shows a file as what the server found it to be, whatever its name and the browser say: a HEIC named `.jpg` is a file to download (G74). */
export function madeOf({ path: url, kind, name, size, width, height }: WireUpload, { seconds }: Told = {}): DraftContent {
  const box = width && height ? { width, height } : {};
  if (kind === 'image') return writeContent({ kind, url, size, name, ...box });
  if (kind === 'video') return writeContent({ kind, url, size, ...box });
  // A song is a file as well; only what was recorded here is a voice.
  return kind === 'audio' && seconds !== undefined
    ? writeContent({ kind, url, seconds, size })
    : writeContent({ kind: 'file', url, name, size });
}
