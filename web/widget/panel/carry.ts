import { upload } from '../../api/upload.ts';
import { uploader } from '../../shared/api/file.ts';
import type { Uploader } from '../../shared/uploads.ts';
import { lang } from './words.ts';

/** Brings files to the server, as whoever the token is. */
export function carry(token: string): Uploader {
  return uploader({
    // The route answers in the shape that the uploader names.
    upload: (path, file, options) => upload({ path, file, token, language: lang.value }, options) as Promise<never>, // oxlint-disable-line typescript/no-unsafe-type-assertion
  });
}
