import { filePathOf } from '#app';
import type { WireLink, WireUpload } from '../../protocol/index.ts';
import { queryOf, type Signature } from './upload/link.ts';
import type { UploadRow } from './upload/row.ts';

/** Shows a file to who may open it; `origin` is how this server is reached, so that the address works anywhere. */
export function presentUpload(upload: UploadRow, signature: Signature, origin: string): WireUpload {
  const { uuid, kind, type, name, size, width, height } = upload;
  return { ...presentLink(upload, signature, origin), id: uuid, path: filePathOf(upload), kind, type, name, size, width, height };
}

/** The signed address of a file. */
export function presentLink(upload: UploadRow, signature: Signature, origin: string): WireLink {
  const url = `${origin}${filePathOf(upload)}?${queryOf(signature)}`;
  return { url, thumb: thumbOf(upload, url), expires: signature.expires };
}

function thumbOf({ kind, thumb }: UploadRow, url: string): string | null {
  if (kind !== 'image') return null;
  return thumb === 1 ? `${url}&thumb=1` : url;
}
