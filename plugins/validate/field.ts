import type { z } from 'zod';
import { InputError, problemOf, type FieldFacts, type Words } from './problem.ts';

/** Where a request carries a field; a frame has them all side by side. */
export type Place = 'path' | 'query' | 'body';

/** What every field is told: its names for error texts and the API description, and whether it may be missing. */
export interface FieldOptions extends Words {
  /** Default: the rule's. */
  readonly in?: Place;
  readonly optional?: true;
}

/** A value of `T`, or undefined where the options allow the field to be missing without a default. */
export type Present<T, O> = O extends { readonly default: unknown } ? T : O extends { readonly optional: true } ? T | undefined : T;

/** Other types that the body of a request may bring for a kind. */
export interface BodyForm {
  /** Brings them to the kind's own; leaves what it does not know for the schema to refuse. */
  readonly normalise: (raw: unknown) => unknown;
  /** JSON schemas of them, for the API description. */
  readonly schemas: readonly object[];
}

/** How one kind of value is read. */
export interface Kind<T> extends Omit<FieldFacts, 'label'> {
  readonly schema: z.ZodType<T>;
  /** Brings the forms' strings to what the schema expects; leaves what it does not know for the schema to refuse. */
  readonly normalise: (raw: unknown) => unknown;
  /** What the body of a request may hold in its place; a frame is taken at its word. */
  readonly body?: BodyForm;
  /** A quick yes to what is certainly right as it stands; whatever else takes the way through the schema. */
  readonly isRight?: (raw: unknown) => boolean;
  /** `''` is a value of its own, not a missing one. */
  readonly emptyIsValue?: boolean;
}

/** One parameter of an action: how it is read, refused and described. */
export class Field<T> {
  readonly label: Words;
  readonly place: Place | undefined;
  readonly isRequired: boolean;
  readonly fallback: unknown;
  readonly kind: Kind<unknown>;
  readonly #present: (value: unknown) => T;

  constructor(kind: Kind<unknown>, options: FieldOptions & { readonly default?: unknown }, present: (value: unknown) => T) {
    this.kind = kind;
    this.label = { zh: options.zh, en: options.en };
    this.place = options.in;
    this.fallback = options.default;
    this.isRequired = options.optional !== true && options.default === undefined;
    this.#present = present;
  }

  /** The value in its type; throws InputError for a wrong one and for a missing one that is required. */
  read(raw: unknown): T {
    if (this.#isAbsent(raw)) return this.#absent();
    if (this.kind.isRight?.(raw)) return this.#present(raw);
    const value = this.kind.normalise(raw);
    if (value === '' && this.#isAbsent(value)) return this.#absent();
    const result = this.kind.schema.safeParse(value);
    if (result.success) return this.#present(result.data);
    const [issue] = result.error.issues;
    throw issue ? problemOf(issue, { ...this.kind, label: this.label }, value) : result.error;
  }

  /** The same for a value in the body of a request. */
  readBody(raw: unknown): T {
    return this.read(this.kind.body ? this.kind.body.normalise(raw) : raw);
  }

  #absent(): T {
    if (this.isRequired) throw new InputError('input_required', { desc: this.label });
    return this.#present(this.fallback);
  }

  #isAbsent(raw: unknown): boolean {
    return raw === undefined || raw === null || (raw === '' && this.kind.emptyIsValue !== true);
  }
}

/** Makes a field of a kind; the one place where a value leaves zod for its static type. */
export function field<T, const O extends FieldOptions & { readonly default?: T }>(kind: Kind<T>, options: O): Field<Present<T, O>> {
  return new Field(kind, options, (value) => value as Present<T, O>);
}
