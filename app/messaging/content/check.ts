import { fail, type ErrorParam } from '../../error.ts';
import { isVisible, turns } from '../../text/visible.ts';
import { mayNameFile, uploadUuidOf } from './file-address.ts';
import { isHarmlessAddress, isHarmlessText } from './address.ts';
import { Opener, readContent, textsIn, unfolded, type Content, type Fields } from './read.ts';
import { BARE, isShaped, MERGED, MOST_CENTS, SHAPES, type Card, type ShapedType } from './shape.ts';

/** Addresses of our files in one message: as many as a merged forward may need. */
const MOST_FILES = 64;
const FILES: ErrorParam = { zh: '文件', en: 'files' };

/** What a message holds that concerns others than its reader. */
export interface Concern {
  /** Addresses of files of ours, each once. */
  readonly files: readonly string[];
  /** Of a card, as our own clients make or read it. */
  readonly card: Card | undefined;
}

const NOTHING: Concern = { files: [], card: undefined };

/** Holds a message's data against the rules of its type; data that passes is stored as it was sent. Fails with content_invalid. */
export function checkContent(type: string, data: string): Concern {
  if (type === 'custom') return { files: limited(filesOfCustom(json(data), fileOpener()) ?? refuseContent('data')), card: undefined };
  if (!isShaped(type)) return words(data);
  const content = readContent(data);
  if (content.form !== 'object') assertHarmless(type, content);
  if (content.form === 'text') return { files: filesIn(data), card: undefined };
  if (content.form === 'envelope') return { files: filesIn(content.fields), card: cardIn(type, unfolded(content.fields)) };
  const value = shaped(type, content.fields);
  return { files: filesIn(value), card: type === 'card' ? SHAPES.card.parse(value) : undefined };
}

/** Whether words are a message: something of them can be seen. */
export function saysSomething(data: string): boolean {
  return isVisible(data.startsWith('{') ? unwrapped(data) : data);
}

/** Refuses a message's data; `field` names what is wrong with it. */
export function refuseContent(field: ErrorParam): never {
  return fail('content_invalid', { desc: field });
}

/** The files that a stored message opened for its conversation, for who takes it back; none when it cannot be read. */
export function filesOf(type: string, data: string): string[] {
  return filesOfMessage({ type, data }, fileOpener());
}

/** Words of which nothing can be seen are no message. */
function words(data: string): Concern {
  if (saysSomething(data)) return NOTHING;
  return fail('input_required', { desc: { zh: '消息内容', en: 'Content' } });
}

/** What the published client wraps. */
function unwrapped(data: string): string {
  const content = readContent(data);
  return content.form === 'envelope' && typeof content.fields['data'] === 'string' ? content.fields['data'] : data;
}

function assertHarmless(type: ShapedType, content: Exclude<Content, { form: 'object' }>): void {
  if (content.form === 'envelope') assertHarmlessEnvelope(type, content.fields);
  else if (BARE[type]?.(content.text) !== true) refuseContent(type === 'link' ? 'url' : 'data');
}

function assertHarmlessEnvelope(type: ShapedType, fields: Fields): void {
  const { data } = fields;
  if (BARE[type] && typeof data === 'string' && !isHarmlessAddress(data)) refuseContent('url');
  const texts = textsIn(fields, new Opener(() => true)) ?? refuseContent('data');
  if (!texts.every(isHarmlessText)) refuseContent('url');
  if (texts.some(turns)) refuseContent('data');
  // What is no number, or less than nothing, is shown as nothing.
  if (type === 'redpacket' && Number(unfolded(fields)['amount']) > MOST_CENTS) refuseContent('amount');
}

/** The card that an envelope is to screens of ours, which read numbers and names as they come. */
function cardIn(type: ShapedType, { kind, id, name }: Fields): Card | undefined {
  const number = Number(id);
  if (type !== 'card' || !Number.isFinite(number) || number < 1) return undefined;
  const shown = typeof name === 'string' && name !== '' ? name : undefined;
  return { kind: kind === 'group' ? 'group' : 'user', id: number, name: shown };
}

function shaped(type: ShapedType, fields: Fields): unknown {
  const result = SHAPES[type].safeParse(fields);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const named = issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path.join('.');
  return refuseContent(named?.slice(0, 40) || 'data');
}

function json(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return refuseContent('JSON');
  }
}

function filesIn(value: unknown): string[] {
  return limited(ours(textsIn(value, fileOpener()) ?? refuseContent('data')));
}

function limited(files: string[]): string[] {
  return files.length <= MOST_FILES ? files : refuseContent(FILES);
}

function filesOfMessage({ type, data }: { readonly type: string; readonly data: string }, opener: Opener): string[] {
  if (!mayNameFile(data)) return [];
  if (type === 'custom') return filesOfCustom(opener.open(data), opener) ?? [];
  return isShaped(type) ? ours(textsIn(data, opener) ?? []) : [];
}

/** Of messages that are shown together each has its own; undefined when it is nested too deeply, or holds too much. */
function filesOfCustom(value: unknown, opener: Opener): string[] | undefined {
  const { success, data } = MERGED.safeParse(value);
  if (!success) {
    const texts = textsIn(value, opener);
    return texts && ours(texts);
  }
  const files = data.items.flatMap((item) => filesOfMessage(item, opener));
  return opener.isSpent ? undefined : [...new Set(files)];
}

function fileOpener(): Opener {
  return new Opener(mayNameFile);
}

function ours(texts: readonly string[]): string[] {
  return [...new Set(texts.filter((text) => uploadUuidOf(text) !== undefined))];
}
