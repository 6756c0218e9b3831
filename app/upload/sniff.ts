import { kindOf, type FileType } from './kind.ts';

/** Bytes of a file's beginning that tell its type. */
export const HEAD_BYTES = 4100;

/** The type of a file by its first bytes; its name and what the client says of it are not asked. */
export async function sniff(head: Uint8Array, declared: string): Promise<FileType> {
  const { fileTypeFromBuffer } = await import('file-type');
  return kindOf(await fileTypeFromBuffer(head), declared);
}
