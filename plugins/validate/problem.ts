import type { z } from 'zod';

/** A text in both languages. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

/** Codes of the app's error table that input ends in: a wrong parameter, or a body that cannot be read. */
export type InputCode =
  | 'input_required'
  | 'input_type'
  | 'input_length'
  | 'input_range'
  | 'input_choice'
  | 'input_format'
  | 'bad_json'
  | 'bad_request'
  | 'payload_too_large';

/** Values for the text of the code: a word per language where it differs. */
export type InputParams = Readonly<Record<string, string | number | Words>>;

/** What is wrong with a request or frame, the first thing only. It names a code of the app's error table and holds no text of its own. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly code: InputCode;
  readonly params: InputParams;

  constructor(code: InputCode, params: InputParams = {}, cause?: unknown) {
    super(code, { cause });
    this.code = code;
    this.params = params;
  }
}

/** What a message about a field needs to know of it. */
export interface FieldFacts {
  readonly label: Words;
  /** As the user is told: int, string, array … */
  readonly type: string;
  readonly min?: number;
  readonly max?: number;
  readonly choices?: readonly (string | number)[];
}

/** Longest part of a refused value that is repeated to its sender. */
const SHOWN = 50;

/** Puts zod's first issue about `value` into our words. */
export function problemOf(issue: z.core.$ZodIssue, field: FieldFacts, value: unknown): InputError {
  const desc = field.label;
  if (field.type === 'object' && issue.path.length > 0) return new InputError('input_format', { desc });
  if (issue.code === 'too_small' || issue.code === 'too_big') {
    const range = rangeOf(field.min ?? 0, field.max ?? Number.MAX_SAFE_INTEGER);
    return new InputError(isCounted(issue.origin) ? 'input_length' : 'input_range', { desc, range });
  }
  if (issue.code === 'invalid_value') {
    return new InputError('input_choice', { desc, value: shown(value), choices: listed(field.choices ?? []) });
  }
  if (issue.code === 'invalid_format') return new InputError('input_format', { desc });
  return new InputError('input_type', { desc, value: shown(at(value, issue.path)), type: field.type });
}

/** What a length or a number has to be, as the texts of `input_length` and `input_range` say it. */
export function rangeOf(min: number, max: number): Words {
  if (min === max) return { zh: `是 ${min}`, en: `exactly ${min}` };
  return { zh: `在 ${min} 和 ${max} 之间`, en: `between ${min} and ${max}` };
}

function isCounted(origin: string): boolean {
  return origin === 'string' || origin === 'array';
}

function listed(choices: readonly (string | number)[]): Words {
  const quoted = choices.map((choice) => `\`${choice}\``);
  return { zh: quoted.join('、'), en: quoted.join(', ') };
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  const [key] = path;
  return Array.isArray(value) && typeof key === 'number' ? (value as unknown[])[key] : value;
}

/** Objects are named, not printed: printing a deeply nested one overflows the stack. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'object' && value !== null) return 'object';
  const text = Array.from(String(value));
  return text.length > SHOWN ? `${text.slice(0, SHOWN).join('')}…` : text.join('');
}
