import { redirectFiles } from '../messaging/content/files.ts';
import { UPLOAD_PATH } from '../messaging/content/file-address.ts';

/** How whoever is answered reaches this server, and what opens files for him. */
export interface OutwardOptions {
  /** Asked only where an address goes out. */
  origin(): string;
  /** The query that opens a file for the reader; '' for nobody in particular. */
  queryOf(path: string): string;
}

/** Fields that hold the picture of somebody or of a group. */
const AVATARS: ReadonlySet<string> = new Set(['avatar', 'from_avatar', 'to_avatar']);
/** The same in a frame; within the data of a message the marks would stand behind backslashes. */
const AVATARS_IN_JSON = /"((?:from_|to_)?avatar)":"(\/uploads\/[^"\\]*)"/g;
/** A file in the data of a message. */
const FILE_IN_JSON = '"/uploads/';
/** A page of the published client, in a redirect. */
const PAGE_IN_JSON = '"url":"/pages/';
/** A picture in the address of a page of the published client. */
const AVATAR_IN_PAGE = /=(?=%2Fuploads%2F)/g;

/**
 * Addresses of this server are stored and told to screens of ours as paths, which are good wherever one is. Whoever else is answered gets them
 * whole: under the address at which he reaches this server (G32), and those of files with what opens them for him (G13).
 */
export class Outward {
  readonly #options: OutwardOptions;

  constructor(options: OutwardOptions) {
    this.#options = options;
  }

  /** An answer with its addresses whole; the same value where there are none. */
  value(data: unknown): unknown {
    if (typeof data !== 'object' || data === null) return data;
    return Array.isArray(data) ? changed(data, (child: unknown) => this.value(child)) : this.#object(data);
  }

  /** The same for a frame that is JSON text. */
  text(json: string): string {
    const named = json.replaceAll(AVATARS_IN_JSON, (_, key: string, path: string) => `"${key}":"${this.#whole(path)}"`);
    return named.includes(FILE_IN_JSON) || named.includes(PAGE_IN_JSON) ? JSON.stringify(this.value(JSON.parse(named))) : named;
  }

  #object(fields: object): object {
    const isMessage = 'from_id' in fields && 'type' in fields && typeof fields.type === 'string';
    const type = isMessage ? String(fields.type) : '';
    const entries = Object.entries(fields);
    const told = entries.map(([key, value]): [string, unknown] => [key, this.#field(key, value, type)]);
    return told.every(([, value], index) => value === entries[index]?.[1]) ? fields : Object.fromEntries(told);
  }

  #field(key: string, value: unknown, type: string): unknown {
    if (typeof value !== 'string') return this.value(value);
    // A picture that is drawn here stays the path that the API names.
    if (AVATARS.has(key)) return value.startsWith(UPLOAD_PATH) ? this.#whole(value) : value;
    if (key === 'url' && value.startsWith('/pages/'))
      return value.replaceAll(AVATAR_IN_PAGE, () => `=${encodeURIComponent(this.#options.origin())}`);
    return type !== '' && key === 'data' ? redirectFiles(type, value, (address) => this.#opened(address)) : value;
  }

  #opened(address: string): string {
    if (!address.startsWith('/')) return address;
    const query = this.#options.queryOf(address);
    return this.#whole(query === '' ? address : `${address}${address.includes('?') ? '&' : '?'}${query}`);
  }

  #whole(path: string): string {
    return this.#options.origin() + path;
  }
}

function changed(list: readonly unknown[], change: (child: unknown) => unknown): readonly unknown[] {
  const children = list.map(change);
  return children.every((child, index) => child === list[index]) ? list : children;
}
