import type { UploadKind } from '../../../protocol/index.ts';
import { ChatError } from '#app';

/** Most bytes of a file, by its kind. */
export type UploadLimits = Readonly<Record<UploadKind, number>>;

const MEBIBYTE = 1024 * 1024;

/** The refusal of a file that is too large, with the limit in words. */
export function tooLarge(limit: number): ChatError {
  return new ChatError('upload_too_large', { limit: sizeInWords(limit) });
}

/** Bytes as people write them: 512 KB, 10 MB. */
export function sizeInWords(bytes: number): string {
  return bytes >= MEBIBYTE ? `${rounded(bytes / MEBIBYTE)} MB` : `${rounded(bytes / 1024)} KB`;
}

/** The greatest of the limits: no file is longer. */
export function greatest(limits: UploadLimits): number {
  return Math.max(...Object.values(limits));
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
