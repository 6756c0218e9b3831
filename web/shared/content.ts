import type { WireMessage } from '../../protocol/index.ts';
import { isFields, mediaAddress, parseFields, unfold, webAddress, type Fields } from './content-fields.ts';
import { textData, textOf } from './text.ts';

/** What a message shows. Addresses are such as may be opened, '' for others; sizes are bytes, amounts cents; what was not told is undefined. */
export type Content =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'image';
      readonly url: string;
      readonly width?: number;
      readonly height?: number;
      readonly size?: number;
      readonly name?: string;
    }
  | { readonly kind: 'audio'; readonly url: string; readonly seconds?: number; readonly size?: number }
  | {
      readonly kind: 'video';
      readonly url: string;
      readonly poster?: string;
      readonly seconds?: number;
      readonly width?: number;
      readonly height?: number;
      readonly size?: number;
    }
  | { readonly kind: 'file'; readonly url: string; readonly name?: string; readonly size?: number }
  | { readonly kind: 'link'; readonly url: string; readonly title?: string; readonly memo?: string }
  | { readonly kind: 'news'; readonly url: string; readonly title?: string; readonly picture?: string; readonly memo?: string }
  | { readonly kind: 'card'; readonly of: 'user' | 'group'; readonly id: number; readonly name?: string }
  | { readonly kind: 'redpacket'; readonly amount: number; readonly memo?: string }
  | MergedContent
  /** Of another program, or of a type that this client does not know. */
  | { readonly kind: 'custom'; readonly type: string; readonly value: unknown };

/** Messages that were handed on as one. */
export interface MergedContent {
  readonly kind: 'merged';
  readonly title: string;
  readonly items: readonly MergedItem[];
  /** Whether the server made it of real messages; otherwise it is what somebody claims. */
  readonly isTrue: boolean;
}

/** One of them; `message` reads like any other. */
export interface MergedItem {
  readonly from_name: string;
  readonly time: number;
  readonly message: Readable;
}

/** What is read of a message. */
export type Readable = Pick<WireMessage, 'type' | 'data' | 'options'>;

/** Contents that a user makes. */
export type Writable = Exclude<Content, { readonly kind: 'merged' | 'custom' }>;

/** What a message shows, in whichever form it was sent: the published client's `{data,dataType,otherData}`, an object of ours, or an address or words as they are. */
export function readContent(message: Readable): Content {
  const { type, data } = message;
  if (WORDS.has(type)) return { kind: 'text', text: textOf(data) };
  if (type === 'custom') return readCustom(message);
  const read = Object.hasOwn(READERS, type) ? READERS[type] : undefined;
  return read ? read(unfold(data)) : { kind: 'custom', type, value: data };
}

/** `type` and `data` of a message that shows this. */
export function writeContent(content: Writable): { readonly type: string; readonly data: string } {
  if (content.kind === 'text') return { type: 'text', data: textData(content.text) };
  if (content.kind === 'card') {
    const { of: kind, id, name } = content;
    return { type: 'card', data: JSON.stringify({ kind, id, name }) };
  }
  const { kind: type, ...fields } = content;
  return { type, data: JSON.stringify(fields) };
}

const WORDS: ReadonlySet<string> = new Set(['text', 'iconMenus', 'emoji', 'systemNotice']);

const READERS: Readonly<Record<string, (fields: Fields) => Content>> = {
  image: (fields) => ({ kind: 'image', ...media(fields), ...picture(fields), ...texts(fields, { name: ['name'] }) }),
  audio: (fields) => ({ kind: 'audio', ...media(fields), ...seconds(fields) }),
  video: (fields) => ({
    kind: 'video',
    ...media(fields),
    ...picture(fields),
    ...seconds(fields),
    ...addresses(fields, { poster: ['poster', 'cover'] }),
  }),
  file: (fields) => ({ kind: 'file', ...media(fields), ...texts(fields, { name: ['name', 'fileName'] }) }),
  link: (fields) => ({ kind: 'link', url: webAddress(fields['url']), ...texts(fields, { title: ['title'], memo: ['memo', 'desc'] }) }),
  news: (fields) => ({
    kind: 'news',
    url: webAddress(fields['url']),
    ...texts(fields, { title: ['title'], memo: ['memo', 'desc'] }),
    ...addresses(fields, { picture: ['picture', 'img', 'cover'] }),
  }),
  card: (fields) => ({
    kind: 'card',
    of: fields['kind'] === 'group' ? 'group' : 'user',
    id: firstNumber(fields, ['id']) ?? 0,
    ...texts(fields, { name: ['name'] }),
  }),
  redpacket: (fields) => ({ kind: 'redpacket', amount: firstNumber(fields, ['amount']) ?? 0, ...texts(fields, { memo: ['memo'] }) }),
};

function readCustom({ type, data, options }: Readable): Content {
  const value = typeof data === 'string' ? parseFields(data) : data;
  if (!isFields(value) || value['kind'] !== 'merged' || !Array.isArray(value['items']))
    return { kind: 'custom', type, value: value ?? data };
  const title = typeof value['title'] === 'string' ? value['title'] : '';
  const isTrue = options !== null && 'forwarded' in options && options.forwarded === true;
  return { kind: 'merged', title, items: value['items'].filter(isFields).map(readItem), isTrue };
}

function readItem({ from_name, type, data, time }: Fields): MergedItem {
  const message = { type: typeof type === 'string' ? type : 'text', data, options: null };
  return { from_name: typeof from_name === 'string' ? from_name : '', time: typeof time === 'number' ? time : 0, message };
}

function media(fields: Fields): { url: string; size?: number } {
  return { url: mediaAddress(fields['url']), ...numbers(fields, { size: ['size'] }) };
}

function picture(fields: Fields): { width?: number; height?: number } {
  return numbers(fields, { width: ['width'], height: ['height'] });
}

function seconds(fields: Fields): { seconds?: number } {
  return numbers(fields, { seconds: ['seconds', 'duration', 'time'] });
}

type Names<Key extends string> = Readonly<Record<Key, readonly string[]>>;

function numbers<Key extends string>(fields: Fields, names: Names<Key>): Partial<Record<Key, number>> {
  return pick(names, (keys) => firstNumber(fields, keys));
}

function texts<Key extends string>(fields: Fields, names: Names<Key>): Partial<Record<Key, string>> {
  return pick(names, (keys) => keys.map((key) => fields[key]).find((value) => typeof value === 'string' && value !== ''));
}

function addresses<Key extends string>(fields: Fields, names: Names<Key>): Partial<Record<Key, string>> {
  return pick(names, (keys) => keys.map((key) => mediaAddress(fields[key])).find((address) => address !== ''));
}

/** Only what was found: an absent key is not an undefined one. */
function pick<Key extends string, Value>(names: Names<Key>, find: (keys: readonly string[]) => unknown): Partial<Record<Key, Value>> {
  const found = Object.entries<readonly string[]>(names).map(([name, keys]) => [name, find(keys)] as const);
  // The finders give values of the one kind that their callers name.
  return Object.fromEntries(found.filter(([, value]) => value !== undefined)) as Partial<Record<Key, Value>>; // oxlint-disable-line typescript/no-unsafe-type-assertion
}

function firstNumber(fields: Fields, keys: readonly string[]): number | undefined {
  const values = keys.map((key) => fields[key]).filter((value) => value !== undefined && value !== null && value !== '');
  return values.map(Number).find((value) => Number.isFinite(value) && value >= 0);
}
