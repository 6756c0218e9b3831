/** Where the addresses of our files begin. */
export const UPLOAD_PATH = '/uploads/';

const NAME = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.([a-z0-9]{1,10})$/;
const ADDRESS = /^(?:https?:\/\/[^/?#]*(?:\/[^?#]*)?)?\/uploads\/([^/?#]*)(?:[?#]|$)/i;
/** JSON may write a slash behind backslashes, more of them the deeper it stands. */
const UPLOADS = /uploads\\*\//i;
/** The smaller picture, or what the published client asks a cloud for. */
const ASKED = /[?&](thumb=1|x-oss-process=[\w/,%.-]{1,100})(?:[&#]|$)/;

/** Whether an address of a file of ours may stand anywhere in a text, JSON included: cheap, for what is looked through before it is read. */
export function mayNameFile(text: string): boolean {
  return UPLOADS.test(text);
}

/** The uuid of the file that an address names, whatever host it is of; undefined for an address that cannot be of a file of ours. */
export function uploadUuidOf(address: string): string | undefined {
  return parseFileName(ADDRESS.exec(address)?.[1] ?? '')?.uuid;
}

/** An address of a file of ours as it is stored: the path, and which picture of it is meant, whatever host and signature it came with; undefined for an address that cannot be of one. */
export function storedPathOf(address: string): string | undefined {
  const name = parseFileName(ADDRESS.exec(address)?.[1] ?? '');
  const [, asked] = ASKED.exec(address) ?? [];
  return name && filePathOf(name) + (asked === undefined ? '' : `?${asked}`);
}

/** The last part of an address, `<uuid>.<ext>`, in its parts. */
export function parseFileName(name: string): { readonly uuid: string; readonly ext: string } | undefined {
  const [, uuid, ext] = NAME.exec(name) ?? [];
  return uuid !== undefined && ext !== undefined ? { uuid, ext } : undefined;
}

/** The address of a file as it is stored, without host and signature: enough for an avatar, and for who has a token. */
export function filePathOf({ uuid, ext }: { readonly uuid: string; readonly ext: string }): string {
  return `${UPLOAD_PATH}${uuid}.${ext}`;
}
