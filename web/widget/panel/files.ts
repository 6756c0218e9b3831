import { writeContent } from '../../shared/content.ts';
import type { Draft } from '../../shared/index.ts';
import { t } from './words.ts';

const MEGABYTE = 1024 * 1024;
/** What the server takes of one file, and of a visitor altogether. */
const MOST = { image: 10 * MEGABYTE, file: 50 * MEGABYTE };
const PICTURES: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);
/** Programs: nobody in a chat with a shop should be asked to open one. */
const PROGRAM = /\.(exe|msi|bat|cmd|com|scr|ps1|vbs|js|jar|apk|dmg|sh|app|lnk|hta)$/i;

/** Why a file is not to be sent, in words; '' when it may be. */
export function objection({ name, size, type }: File): string {
  if (size === 0) return t('fileEmpty', { name });
  if (PROGRAM.test(name)) return t('fileForbidden', { name });
  const most = PICTURES.has(type) ? MOST.image : MOST.file;
  return size > most ? t('fileTooLarge', { name, most: most / MEGABYTE }) : '';
}

/** A message with a file, for a user. */
export function fileDraft(to: number, file: File): Draft {
  const kind = PICTURES.has(file.type) ? 'image' : 'file';
  return {
    to,
    type: kind,
    upload: {
      file,
      name: file.name || t('picture'),
      content: ({ url, width, height, size, name }) =>
        kind === 'image'
          ? writeContent({ kind, url, size, ...(width && height ? { width, height } : {}) }).data
          : writeContent({ kind, url, name, size }).data,
    },
  };
}

/** Bytes as people read them. */
export function sizeText(bytes: number): string {
  return bytes < MEGABYTE ? `${Math.max(1, Math.round(bytes / 1024))} kB` : `${(bytes / MEGABYTE).toFixed(1)} MB`;
}
