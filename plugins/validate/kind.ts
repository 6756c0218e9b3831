import { z } from 'zod';
import { parseJson } from '#kernel';
import { field, type BodyForm, type Field, type FieldOptions, type Kind, type Present } from './field.ts';
import { jsonObject, plainText } from './json.ts';

interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

interface WithDefault<T> {
  readonly default?: T;
}

/** Options of a text: bounds count characters (code points), as the API description does. */
export interface TextOptions extends FieldOptions, Bounds, WithDefault<string> {
  readonly pattern?: RegExp;
  /** Most bytes of UTF-8, for what is stored whole. */
  readonly maxBytes?: number;
  /** Brings it to the form in which it is kept, before it is measured; what becomes '' is missing. */
  readonly form?: (text: string) => string;
}

/** Options of an integer: `cap` lowers a greater value instead of refusing it. */
export interface IntOptions extends FieldOptions, Bounds, WithDefault<number> {
  readonly cap?: number;
}

/** Options of a JSON object: `shape` checks it further, `lenient` makes null of what is none. */
export interface JsonOptions extends FieldOptions {
  readonly shape?: z.ZodType;
  readonly lenient?: true;
}

type ShapedValue<O> = O extends { readonly shape: z.ZodType<infer T> } ? T : Readonly<Record<string, unknown>>;
type Json<O> = O extends { readonly lenient: true } ? ShapedValue<O> | null : ShapedValue<O>;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** A form may be this much shorter than what was typed. */
const ROOM = 8;
const INTEGER = /^[+-]?\d{1,300}$/;
const SCALARS_AND_JSON: BodyForm = {
  normalise: plainText,
  schemas: [{ type: 'number' }, { type: 'boolean' }, { type: 'object' }, { type: 'array', items: {} }],
};

const DIGITS: BodyForm = { normalise: identity, schemas: [{ type: 'string', pattern: INTEGER.source }] };

/**
 * A text; `''` counts as missing unless `min` is 0. U+0000 is refused: SQLite cannot store it, and nobody types it; so is half of a pair of
 * UTF-16, which no store could keep. In a body numbers and booleans are taken as their text, objects and arrays as their JSON text, and the
 * bounds count that.
 */
export function text<const O extends TextOptions>(options: O): Field<Present<string, O>> {
  const { min = 1, max = Number.MAX_SAFE_INTEGER, maxBytes, pattern, form } = options;
  const shown = maxBytes ?? max;
  const base = pattern ? z.string().regex(pattern) : z.string();
  const schema = base
    .check((ctx) => {
      const length = maxBytes === undefined ? Array.from(ctx.value).length : Buffer.byteLength(ctx.value);
      if (!isWhole(ctx.value)) ctx.issues.unshift({ code: 'invalid_format', format: 'text', input: ctx.value });
      if (length < min || length > shown) ctx.issues.unshift({ code: 'too_big', origin: 'string', maximum: shown, input: ctx.value });
    })
    .meta({ minLength: min, ...(shown < Number.MAX_SAFE_INTEGER && { maxLength: shown }) });
  // A code point is one or two units of a string's length, and a unit at most three bytes.
  const most = maxBytes === undefined ? max : maxBytes / 3;
  const isPlain = !pattern && !form && min <= 1;
  const isRight = (raw: unknown): boolean => isPlain && typeof raw === 'string' && raw.length >= min && raw.length <= most && isWhole(raw);
  const described = { type: 'string', min, max: shown, schema } as const;
  return field(
    { ...described, normalise: form ? formed(form, max * ROOM) : identity, body: SCALARS_AND_JSON, isRight, emptyIsValue: min === 0 },
    options,
  );
}

/** A safe integer, from a number or from its decimal text. */
export function int<const O extends IntOptions>(options: O): Field<Present<number, O>> {
  const { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER, cap } = options;
  const schema = z.number().int().min(min).max(max);
  const normalise = (raw: unknown): unknown => capped(integer(raw), cap);
  const isRight = (raw: unknown): boolean => Number.isSafeInteger(raw) && Number(raw) >= min && Number(raw) <= Math.min(max, cap ?? max);
  return field({ type: 'int', min, max, schema, normalise, body: DIGITS, isRight }, options);
}

/** An id of a row: an integer from 1. */
export function id<const O extends FieldOptions>(options: O): Field<Present<number, O>> {
  const described = { type: 'int', min: 1, max: Number.MAX_SAFE_INTEGER, schema: z.number().int().min(1) } as const;
  return field({ ...described, normalise: integer, body: DIGITS, isRight: isId }, options);
}

/** A UUID of any version, in lower case. */
export function uuid<const O extends FieldOptions>(options: O): Field<Present<string, O>> {
  const schema = z.guid();
  return field({ type: 'uuid', min: 36, max: 36, schema, normalise: lowerCase, isRight: isUuid }, options);
}

/** One of several words or numbers; numbers are taken from their text as well. A set may change until the last unit is loaded. */
export function choice<const V extends string | number, const O extends FieldOptions & WithDefault<V>>(
  values: readonly [V, ...V[]] | ReadonlySet<V>,
  options: O,
): Field<Present<V, O>> {
  const right: ReadonlySet<V> = 'has' in values ? values : new Set(values);
  const known: ReadonlySet<unknown> = right;
  const hasNumbers = [...right].some((value) => typeof value === 'number');
  const kind: Kind<V> = {
    type: 'string',
    get choices() {
      return [...right];
    },
    get schema() {
      return z.literal([...right]);
    },
    normalise: hasNumbers ? integer : identity,
    isRight: (raw) => known.has(raw),
  };
  return field<V, O>(kind, options);
}

/** True or false, also as `'true'`, `'1'`, 1 and their opposites. */
export function bool<const O extends FieldOptions & WithDefault<boolean>>(options: O): Field<Present<boolean, O>> {
  return field({ type: 'bool', schema: z.boolean(), normalise: truth }, options);
}

/** Several values of one kind: an array, its JSON text, values with commas between, or a form's `a[0]=…`. */
export function list<T, const O extends FieldOptions & Bounds & { readonly of: Field<T> }>(
  options: O & { readonly of: Field<T> },
): Field<Present<T[], O>> {
  const { min = 1, max = 1000, of } = options;
  const item = of.kind as Kind<T>;
  const schema = z.array(item.schema).min(min).max(max);
  const normalise = (raw: unknown): unknown => {
    const values = array(raw);
    return Array.isArray(values) ? values.map((value) => item.normalise(value)) : values;
  };
  return field({ type: 'array', min, max, schema, normalise }, options);
}

/** A JSON object, given as one, as its text, or as its URI-encoded text. */
export function json<const O extends JsonOptions>(options: O): Field<Present<Json<O>, O>> {
  const shape: z.ZodType = options.shape ?? z.record(z.string(), z.unknown());
  const schema = (options.lenient ? shape.nullable().catch(null) : shape) as z.ZodType<Json<O>>;
  return field<Json<O>, O & { readonly default?: Json<O> }>({ type: 'object', schema, normalise: jsonObject }, options);
}

/** Whether every store keeps a text as it is: no U+0000, and no half of a pair of UTF-16. */
export function isWhole(value: string): boolean {
  return !value.includes('\0') && value.isWellFormed();
}

function isId(raw: unknown): boolean {
  return Number.isSafeInteger(raw) && Number(raw) >= 1;
}

function isUuid(raw: unknown): boolean {
  return typeof raw === 'string' && UUID.test(raw);
}

/** What is far too long stays so: it is refused unread. */
function formed(form: (text: string) => string, most: number): (raw: unknown) => unknown {
  return (raw) => (typeof raw === 'string' && raw.length <= most && isWhole(raw) ? form(raw) : raw);
}

function identity(raw: unknown): unknown {
  return raw;
}

function lowerCase(raw: unknown): unknown {
  return typeof raw === 'string' ? raw.toLowerCase() : raw;
}

function integer(raw: unknown): unknown {
  return typeof raw === 'string' && INTEGER.test(raw) ? Number(raw) : raw;
}

function capped(value: unknown, cap: number | undefined): unknown {
  return typeof value === 'number' && cap !== undefined && value > cap ? cap : value;
}

function truth(raw: unknown): unknown {
  if (raw === 'true' || raw === '1' || raw === 1) return true;
  return raw === 'false' || raw === '0' || raw === 0 ? false : raw;
}

/** A form parser makes an object of more than a few indexed values. */
function array(raw: unknown): unknown {
  if (typeof raw === 'string') return raw.startsWith('[') ? (parseJson(raw) ?? raw) : raw.split(',');
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return raw;
  return Object.keys(raw).every((key) => /^\d+$/.test(key)) ? Object.values(raw) : raw;
}
