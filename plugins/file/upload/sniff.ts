import { kindOf, type FileType } from './kind.ts';

/** Bytes of a file's beginning that tell its type. */
export const HEAD_BYTES = 4100;

/** How a TIFF begins, and raw photographs of cameras that are much the same: where its directory lies, often at its end, says what it is. */
const TIFF: readonly string[] = ['II*\0', 'MM\0*'];

/** The type of a file by its first bytes; its name and what the client says of it are not asked. */
export async function sniff(head: Uint8Array, declared: string): Promise<FileType> {
  const { fileTypeFromBuffer } = await import('file-type');
  return kindOf(await fileTypeFromBuffer(head), declared);
}

/** Whether the first bytes do not tell it. */
export function isTiff(head: Uint8Array): boolean {
  return TIFF.includes(Buffer.from(head.subarray(0, 4)).toString('latin1'));
}

/** The type of a whole file whose first bytes do not tell it. */
export async function sniffWhole(path: string, declared: string): Promise<FileType> {
  const { fileTypeFromFile } = await import('file-type');
  return kindOf(await fileTypeFromFile(path), declared);
}
