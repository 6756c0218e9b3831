import { parseJson } from '#kernel';

/** Types of message whose texts are found. */
const TYPES: ReadonlySet<string> = new Set(['text', 'file', 'link', 'news', 'card', 'redpacket']);
/** Where the other types keep what people read. */
const NAMES = ['name', 'title', 'memo', 'nickname', 'username'];
/** Where the published client keeps the rest. */
const INNER = ['data', 'otherData'];
const DEEPEST = 3;

/** What people read of a stored message, '' where that is nothing: the text, or the name of a file, the title of a link, and so on. */
export function contentOf(type: string, data: string): string {
  if (!TYPES.has(type)) return '';
  const value = unwrap(data);
  if (type === 'text') return textOf(value) ?? data;
  return namesIn(value, 0).join('\n');
}

/** The published client wraps a text into `{data,dataType,otherData}`. */
function textOf(value: unknown): string | undefined {
  if (!isObject(value) || !('dataType' in value)) return undefined;
  return typeof value['data'] === 'string' ? value['data'] : namesIn(value, 0).join('\n');
}

function namesIn(value: unknown, depth: number): string[] {
  if (!isObject(value) || depth >= DEEPEST) return [];
  const names = NAMES.map((name) => value[name]).filter((text) => typeof text === 'string');
  return [...names, ...INNER.flatMap((key) => namesIn(unwrap(value[key]), depth + 1))];
}

function unwrap(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return value.startsWith('{') ? parseJson(value) : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
