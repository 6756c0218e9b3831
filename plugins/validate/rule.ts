import type { Answer } from './answer.ts';
import type { Field, Place } from './field.ts';
import type { Words } from './problem.ts';

/** The parameters of an action, in the order they are checked. */
export type Fields = Readonly<Record<string, Field<unknown>>>;

/** What the fields become. */
export type InputOf<F extends Fields> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never };

/** A request as a rule sees it. */
export type Sources = Readonly<Record<Place, unknown>>;

/** How a rule is declared: `in` says where its fields are unless they say so themselves. */
export interface RuleOptions<F extends Fields> extends Words {
  readonly in?: Place;
  readonly fields: F;
  /** What the action answers, in each of its forms; for the API description and tests alone, no answer is checked while it is given. */
  readonly answer?: Answer | readonly Answer[];
}

/** One action's parameters and answers: parsing, types, error texts and the API description from one source. */
export class Rule<T extends object> {
  /** What the action does, for the API description. */
  readonly summary: Words;
  readonly fields: Fields;
  readonly answers: readonly Answer[];
  readonly #place: Place;
  readonly #entries: readonly (readonly [name: string, field: Field<unknown>])[];
  readonly #accepted = new WeakMap<object, T>();

  constructor(options: RuleOptions<Fields>) {
    this.summary = { zh: options.zh, en: options.en };
    this.fields = options.fields;
    this.answers = options.answer === undefined ? [] : [options.answer].flat();
    this.#entries = Object.entries(options.fields);
    this.#place = options.in ?? 'body';
  }

  /** Where a field of this rule is carried. */
  placeOf(field: Field<unknown>): Place {
    return field.place ?? this.#place;
  }

  /** Reads all fields from one object, whatever their place: a socket frame. Throws InputError for the first wrong one. */
  parse(source: unknown): T {
    return this.#read((field, name) => field.read(own(source, name)));
  }

  /** Reads each field from its place of a request. Throws InputError for the first wrong one. */
  read(sources: Sources): T {
    return this.#read((field, name) => {
      const place = this.placeOf(field);
      const raw = own(sources[place], name);
      return place === 'body' ? field.readBody(raw) : field.read(raw);
    });
  }

  /** Keeps what was read for the owner, a request's context. */
  keep(owner: object, input: T): void {
    this.#accepted.set(owner, input);
  }

  /** What was kept for the owner; undefined when its route accepts another rule. */
  kept(owner: object): T | undefined {
    return this.#accepted.get(owner);
  }

  #read(valueOf: (field: Field<unknown>, name: string) => unknown): T {
    const input: Record<string, unknown> = {};
    for (const [name, field] of this.#entries) input[name] = valueOf(field, name);
    return input as T;
  }
}

/** Declares the parameters and the answers of an action; the result type follows from the fields. */
export function rule<const F extends Fields>(options: RuleOptions<F>): Rule<InputOf<F>> {
  return new Rule(options);
}

/** Own properties only: `__proto__` and `constructor` of a hostile body name nothing. */
function own(source: unknown, name: string): unknown {
  if (typeof source !== 'object' || source === null || !Object.hasOwn(source, name)) return undefined;
  return (source as Record<string, unknown>)[name];
}
