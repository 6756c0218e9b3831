import { parseJson } from './json.ts';

/** The `data` of a text message: the course's clients expect this JSON around the text, and it keeps a typed `{"data":…}` what it is. */
export function textData(text: string): string {
  return JSON.stringify({ data: text, dataType: false, otherData: null });
}

/** The words of a message's `data`, in whichever form it was sent: our JSON, an object of the system's, or plain text. */
export function textOf(data: unknown): string {
  const inner = unwrap(typeof data === 'string' && data.startsWith('{') ? parseJson(data) : data);
  if (typeof inner === 'string') return inner;
  return typeof data === 'string' ? data : '';
}

function unwrap(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return 'dataType' in value && 'data' in value ? value.data : undefined;
}
