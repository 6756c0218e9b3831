import type { UploadKind } from '../../../protocol/index.ts';

/** What a file is, by its content. */
export interface FileType {
  readonly kind: UploadKind;
  /** The MIME type it is served with. */
  readonly type: string;
  readonly ext: string;
}

/** What browsers show or play and cannot run; everything else is a `file`, which is only ever downloaded. */
const SHOWN: Readonly<Record<string, FileType>> = {
  'image/jpeg': { kind: 'image', type: 'image/jpeg', ext: 'jpg' },
  'image/png': { kind: 'image', type: 'image/png', ext: 'png' },
  'image/apng': { kind: 'image', type: 'image/apng', ext: 'png' },
  'image/gif': { kind: 'image', type: 'image/gif', ext: 'gif' },
  'image/webp': { kind: 'image', type: 'image/webp', ext: 'webp' },
  'image/avif': { kind: 'image', type: 'image/avif', ext: 'avif' },
  'audio/mpeg': { kind: 'audio', type: 'audio/mpeg', ext: 'mp3' },
  'audio/mp4': { kind: 'audio', type: 'audio/mp4', ext: 'm4a' },
  'audio/x-m4a': { kind: 'audio', type: 'audio/mp4', ext: 'm4a' },
  'audio/aac': { kind: 'audio', type: 'audio/aac', ext: 'aac' },
  'audio/ogg': { kind: 'audio', type: 'audio/ogg', ext: 'ogg' },
  'audio/ogg; codecs=opus': { kind: 'audio', type: 'audio/ogg', ext: 'ogg' },
  'audio/wav': { kind: 'audio', type: 'audio/wav', ext: 'wav' },
  'audio/flac': { kind: 'audio', type: 'audio/flac', ext: 'flac' },
  'audio/amr': { kind: 'audio', type: 'audio/amr', ext: 'amr' },
  'video/mp4': { kind: 'video', type: 'video/mp4', ext: 'mp4' },
  'video/x-m4v': { kind: 'video', type: 'video/mp4', ext: 'mp4' },
  'video/webm': { kind: 'video', type: 'video/webm', ext: 'webm' },
  'video/ogg': { kind: 'video', type: 'video/ogg', ext: 'ogv' },
  'video/quicktime': { kind: 'video', type: 'video/quicktime', ext: 'mov' },
  'video/3gpp': { kind: 'video', type: 'video/3gpp', ext: '3gp' },
};

/** Containers of both sound and pictures: a voice message is recorded into one of them. */
const SOUND: Readonly<Record<string, FileType>> = {
  'video/mp4': { kind: 'audio', type: 'audio/mp4', ext: 'm4a' },
  'video/webm': { kind: 'audio', type: 'audio/webm', ext: 'weba' },
  'video/ogg': { kind: 'audio', type: 'audio/ogg', ext: 'ogg' },
  'video/3gpp': { kind: 'audio', type: 'audio/3gpp', ext: '3ga' },
};

/** Downloads that keep their type, so that a phone knows which application opens them, and what they tell is taken out: documents, pictures and films that browsers do not show. */
const DOWNLOADED =
  /^(?:application\/(?:pdf|zip|gzip|ogg|x-7z-compressed|x-rar-compressed|vnd\.(?!ms-htmlhelp)[\w.+-]+)|image\/(?:hei[cf](?:-sequence)?|tiff|jxl|jp2|bmp)|video\/(?:matroska|vnd\.avi))$/;

/** What a detected type means here; `declared` is the client's word, taken only between sound and video of one container. */
export function kindOf(detected: { readonly mime: string; readonly ext: string } | undefined, declared: string): FileType {
  const mime = detected?.mime ?? '';
  const sound = declared.startsWith('audio/') && Object.hasOwn(SOUND, mime) ? SOUND[mime] : undefined;
  const shown = sound ?? (Object.hasOwn(SHOWN, mime) ? SHOWN[mime] : undefined);
  if (shown) return shown;
  return DOWNLOADED.test(mime) && detected
    ? { kind: 'file', type: mime, ext: detected.ext }
    : { kind: 'file', type: 'application/octet-stream', ext: 'bin' };
}

/** Whether a browser may show it in place; everything else is a download, so that nothing of it ever runs. */
export function isInline(kind: UploadKind): boolean {
  return kind !== 'file';
}
