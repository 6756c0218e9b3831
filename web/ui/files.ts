import type { InjectionKey } from 'vue';
import type { FileLinks, FileLinksOptions } from '../shared/file-links.ts';

/** Opens files for the signed-in user. */
export const FILES: InjectionKey<FileLinks> = Symbol('files');

/** The same where it is made with the first file that is shown. */
export interface FileSource {
  readonly ask: FileLinksOptions['ask'];
  links: FileLinks | null;
}

/** Of a screen whose first load has no room for it. */
export const FILE_SOURCE: InjectionKey<FileSource> = Symbol('file source');
