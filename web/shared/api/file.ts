import type { WireLink, WireUpload } from '../../../protocol/index.ts';
import type { Uploader } from '../uploads.ts';
import type { Caller } from './caller.ts';

/** Brings a file to a route as multipart `file`; `XMLHttpRequest` can tell how far it is. */
export interface FileCaller {
  upload<Data>(
    path: string,
    file: Blob,
    options: { readonly progress: (fraction: number) => void; readonly signal: AbortSignal },
  ): Promise<Data>;
}

/** What the client's option `upload` takes. */
export function uploader(caller: FileCaller): Uploader {
  return (file, { name, progress, signal }) =>
    caller.upload<WireUpload>(UPLOAD_PATH, new File([file], name, { type: file.type }), { progress, signal });
}

const UPLOAD_PATH = '/api/chat/socket/upload';

/** Files that were sent. */
export class FileApi {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** An address that opens without a token for a while, for an `<img>`; of a file that the user may open. */
  link(url: string): Promise<WireLink> {
    return this.#caller.post('/api/chat/upload/link', { url });
  }

  /** The same for up to 50; null for each that the user may not open. */
  links(urls: readonly string[]): Promise<readonly (WireLink | null)[]> {
    return this.#caller.post('/api/chat/upload/links', { urls });
  }
}
