import { filePath, hostOf } from './file-path.ts';
import { parseJson } from './json.ts';

/** An object of JSON. */
export type Fields = Readonly<Record<string, unknown>>;

/** A message's data as one flat object: `{data,dataType,otherData}` of the published client is unfolded, a bare address becomes `url`. */
export function unfold(data: unknown): Fields {
  const fields = isFields(data) ? data : parseFields(data);
  if (!fields) return typeof data === 'string' ? { url: data } : {};
  if (!('dataType' in fields) && !('otherData' in fields)) return fields;
  return { ...inner(fields['otherData']), ...inner(fields['data']) };
}

/** JSON text → the object; undefined for anything else. */
export function parseFields(text: unknown): Fields | undefined {
  if (typeof text !== 'string' || !text.trimStart().startsWith('{')) return undefined;
  const value = parseJson(text);
  return isFields(value) ? value : undefined;
}

/** Whether a value is an object with names. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An address of the web, '' for anything else: never `javascript:`, `data:` and the like. */
export function webAddress(value: unknown): string {
  return typeof value === 'string' && /^https?:\/\//i.test(value) && hostOf(value) !== '' ? value : '';
}

/** The path of a file that was uploaded here, or an address of the web; '' for anything else. */
export function mediaAddress(value: unknown): string {
  return (typeof value === 'string' && filePath(value)) || webAddress(value);
}

function inner(value: unknown): Fields {
  if (isFields(value)) return value;
  return parseFields(value) ?? (typeof value === 'string' ? { url: value } : {});
}
