import { inject } from 'vue';
import { FileLinks } from '../../shared/file-links.ts';
import { FILE_SOURCE } from '../../ui/files.ts';

/** What opens the files of messages: made with the first of them. */
export function useFileLinks(): FileLinks | undefined {
  const source = inject(FILE_SOURCE);
  return source && (source.links ??= new FileLinks({ ask: source.ask }));
}
