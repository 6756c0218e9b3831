import type { WireLimits } from '../../protocol/index.ts';

/** What a file becomes in a chat; each kind has a limit of its own. */
export type FileRole = 'image' | 'video' | 'file';

/** What is wrong with a file before anything is sent; `most` in bytes. */
export type FileObjection = { readonly why: 'empty' } | { readonly why: 'program' } | { readonly why: 'tooLarge'; readonly most: number };

const MEGABYTE = 1024 * 1024;
const PICTURES: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);
const FILMS: ReadonlySet<string> = new Set(['video/mp4', 'video/webm', 'video/quicktime']);
/** Programs: nobody in a chat should be asked to open one. */
const PROGRAM = /\.(?:exe|msi|bat|cmd|com|scr|ps1|vbs|js|jar|apk|dmg|sh|app|lnk|hta)$/i;

/** Whether a file is sent as a picture, as a film, or to be downloaded; by its MIME type. */
export function fileRoleOf({ type }: { readonly type: string }): FileRole {
  if (PICTURES.has(type)) return 'image';
  return FILMS.has(type) ? 'video' : 'file';
}

/** Why a file is not to be sent; null when it may be. Without limits its size is left to the server, which refuses by itself. */
export function objectionTo(
  file: { readonly name: string; readonly size: number; readonly type: string },
  limits: WireLimits | null,
): FileObjection | null {
  if (file.size === 0) return { why: 'empty' };
  if (PROGRAM.test(file.name)) return { why: 'program' };
  if (!limits) return null;
  const most = Math.min(limits.upload[fileRoleOf(file)], limits.upload.total);
  return file.size > most ? { why: 'tooLarge', most } : null;
}

/** Bytes as people read them: `1 kB`, `2.5 MB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < MEGABYTE) return `${Math.max(1, Math.round(bytes / 1024))} kB`;
  const megabytes = bytes / MEGABYTE;
  return `${Number.isInteger(megabytes) ? megabytes : megabytes.toFixed(1)} MB`;
}

/** Seconds as a clock: `0:07`, `12:30`. */
export function lengthText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** What a file's name ends with, in capitals, for its picture; '' where it has none. */
export function endingOf(name: string): string {
  return (/\.([a-z0-9]{1,5})$/i.exec(name)?.[1] ?? '').toUpperCase();
}
