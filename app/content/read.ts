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

/** A JSON object as text → the object; undefined for anything else. */
export function parseObject(text: string): Fields | undefined {
  if (!text.trimStart().startsWith('{')) return undefined;
  const value = parse(text);
  return isFields(value) ? value : undefined;
}

/** Every text within a value, also within objects that are kept as JSON text; undefined when it is nested too deeply to be told. */
export function textsIn(value: unknown): string[] | undefined {
  const texts: string[] = [];
  return collect(value, texts, DEEPEST) ? texts : undefined;
}

const DEEPEST = 32;

function collect(value: unknown, texts: string[], left: number): boolean {
  if (left === 0) return false;
  if (typeof value === 'string') {
    texts.push(value);
    const inner = parseObject(value);
    return inner === undefined || collect(inner, texts, left - 1);
  }
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every((child) => collect(child, texts, left - 1));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
