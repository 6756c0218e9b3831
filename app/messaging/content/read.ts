import { parseJson } from '#kernel';

/** An object of JSON. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * What a client put into `data`: words or an address as they are, the published client's `{data,dataType,otherData}`, or an object of ours.
 * All are JSON text but the first.
 */
export type Content =
  | { readonly form: 'text'; readonly text: string }
  | { readonly form: 'envelope'; readonly fields: Fields }
  | { readonly form: 'object'; readonly fields: Fields };

/** Reads the data of a message, whatever client made it; what is no JSON object is a text. */
export function readContent(data: string): Content {
  const fields = parseObject(data);
  if (!fields) return { form: 'text', text: data };
  const isEnvelope = 'dataType' in fields || ('data' in fields && 'otherData' in fields);
  return { form: isEnvelope ? 'envelope' : 'object', fields };
}

/** What screens of ours show of an envelope: one flat object. */
export function unfolded({ data, otherData }: Fields): Fields {
  return { ...inner(otherData), ...inner(data) };
}

/** A JSON object as text → the object; undefined for anything else. */
export function parseObject(text: string): Fields | undefined {
  return isLikeObject(text) ? fieldsIn(text) : undefined;
}

/** Opens the objects that one message keeps as JSON text within itself: a few hundred, and few that only look like one, since each of those costs an error. */
export class Opener {
  readonly #isWanted: (text: string) => boolean;
  #left = MOST_OPENED;

  /** Texts that are not wanted stay closed, and cost nothing. */
  constructor(isWanted: (text: string) => boolean) {
    this.#isWanted = isWanted;
  }

  /** Whether a text stayed closed because there were too many before. */
  get isSpent(): boolean {
    return this.#left < 0;
  }

  /** As `parseObject`; undefined as well for what stays closed. */
  open(text: string): Fields | undefined {
    if (this.isSpent || !isLikeObject(text) || !this.#isWanted(text)) return undefined;
    this.#left -= 1;
    if (this.isSpent) return undefined;
    const fields = fieldsIn(text);
    if (!fields) this.#left = Math.max(0, this.#left - COST_OF_NONE);
    return fields;
  }
}

/** Every text within a value, also within objects that are kept as JSON text; undefined when it is nested too deeply, or holds too many of those, to be told. */
export function textsIn(value: unknown, opener: Opener): string[] | undefined {
  const texts: string[] = [];
  const isTold = collect(value, { texts, opener }, DEEPEST);
  return isTold && !opener.isSpent ? texts : undefined;
}

/** Values within values that are looked through; a message that is nested deeper is not taken. */
export const DEEPEST = 32;
/** Objects within one message: for each of the files that one may hold there are some. */
const MOST_OPENED = 256;
/** What a text that only looks like an object costs beside: its error takes 15 µs. */
const COST_OF_NONE = 15;

interface Collection {
  readonly texts: string[];
  readonly opener: Opener;
}

function collect(value: unknown, into: Collection, left: number): boolean {
  if (left === 0) return false;
  if (typeof value === 'string') {
    into.texts.push(value);
    const inner = into.opener.open(value);
    return inner === undefined || collect(inner, into, left - 1);
  }
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every((child) => collect(child, into, left - 1));
}

function inner(value: unknown): Fields {
  if (isFields(value)) return value;
  return (typeof value === 'string' ? parseObject(value) : undefined) ?? {};
}

function fieldsIn(text: string): Fields | undefined {
  const value = parseJson(text);
  return isFields(value) ? value : undefined;
}

function isLikeObject(text: string): boolean {
  const bare = text.trim();
  return bare.startsWith('{') && bare.endsWith('}');
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
