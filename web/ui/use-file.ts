import { computed, inject, shallowRef, watch, type ComputedRef } from 'vue';
import type { FileLink, FileLinks } from '../shared/file-links.ts';
import { filePath, hostOf } from '../shared/file-path.ts';
import { FILES } from './files.ts';

/** A file, for an `<img>` and the like. */
export interface OpenFile {
  /** '' until it is known what opens it, and for what is on another server. */
  readonly address: ComputedRef<string>;
  /** Of the smaller picture. */
  readonly thumb: ComputedRef<string>;
  /** Nothing opens it any more. */
  readonly isGone: ComputedRef<boolean>;
  /** The server that it is on, where that is none of ours: loading it would tell that server who looks, and when; opening it is a click (G22). */
  readonly host: ComputedRef<string>;
  /** To call when the address did not open: asks for another one, once. */
  refused(): void;
  /** What opens it now, for a click long after it was shown; null when nothing does. */
  find(): Promise<string | null>;
}

/** Follows what opens a file of a message, given its path; what is on another server is never loaded. */
export function useFile(url: () => string, links: FileLinks | undefined = inject(FILES)): OpenFile {
  const link = shallowRef<FileLink | null | undefined>(undefined);
  const path = computed(() => filePath(url()));
  const host = computed(() => (path.value === '' ? hostOf(url()) : ''));
  let again = '';

  async function bring(): Promise<FileLink | null> {
    const asked = path.value;
    if (asked === '' || !links) return null;
    const found = await links.find(asked);
    if (asked === path.value) link.value = found;
    return found;
  }

  function refused(): void {
    // The second time it is the file, not the link.
    if (again === path.value || path.value === '') return void (link.value = null);
    again = path.value;
    const tried = link.value?.url;
    links?.refused(path.value);
    // The same address again would not be tried again by the page.
    void bring().then((found) => found?.url === tried && again === path.value && (link.value = null));
  }

  watch(
    path,
    (asked) => {
      link.value = links?.peek(asked);
      if (asked !== '' && link.value === undefined) void bring();
    },
    { immediate: true },
  );
  return {
    address: computed(() => link.value?.url ?? ''),
    thumb: computed(() => link.value?.thumb ?? ''),
    isGone: computed(() => link.value === null || (path.value === '' && host.value === '')),
    host,
    refused,
    find: async () => (await bring())?.url ?? null,
  };
}
