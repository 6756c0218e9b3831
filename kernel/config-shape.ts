import { z, type ZodType } from 'zod';
import { isPlainObject } from './files.ts';
import { parseJson } from './json.ts';
import { nearest } from './nearest.ts';

/** A configuration, or a part of one. */
export type PlainConfig = Record<string, unknown>;

/** Who says a value, for messages, and where wrong ones are noted. */
export interface Saying {
  /** A file or a variable. */
  readonly from: string;
  readonly problems: string[];
}

/** What every key takes: its default tells the kind, and a `config/config.rule.ts` what a default cannot. */
export class ConfigShape {
  readonly #rules = new Map<string, ZodType>();
  readonly #sections = new Set<string>();

  /** Every key, and every section that has some, dotted. */
  get names(): readonly string[] {
    return [...this.#rules.keys(), ...this.#sections];
  }

  /** Takes up the keys of defaults; of several units that have one the first decides about its kind. A default of `undefined` declares its key too. */
  declare(defaults: PlainConfig, prefix?: string): void {
    for (const [key, value] of Object.entries(defaults)) {
      const name = nameIn(prefix, key);
      if (isSection(value)) {
        this.#sections.add(name);
        this.declare(value, name);
      } else if (!this.#rules.has(name)) this.#rules.set(name, kindOf(value));
    }
  }

  /**
   * Takes up the sections of defaults that nobody has yet. One that looks like a misspelt section of others is left out, so that `check` refuses it:
   * every key in it is one of theirs.
   */
  declareNew(defaults: PlainConfig): void {
    const isNew = ([key, value]: [string, unknown]): boolean => !this.#isKnown(key) && !this.#isMisspelt(key, value);
    this.declare(Object.fromEntries(Object.entries(defaults).filter(isNew)));
  }

  /** Takes rules for keys, in the form of the configuration; they go before what the defaults tell. */
  refine(rules: PlainConfig, prefix?: string): void {
    for (const [key, rule] of Object.entries(rules)) {
      const name = nameIn(prefix, key);
      if (rule instanceof z.ZodType) this.#rules.set(name, rule);
      else if (isPlainObject(rule)) this.refine(rule, name);
    }
  }

  /** Whether a name is a key's, and not a section's. */
  isKey(name: string): boolean {
    return this.#rules.has(name);
  }

  /** The values as their rules give them; what is no key, or not what a key takes, is noted and left out. */
  check(values: PlainConfig, saying: Saying, prefix?: string): PlainConfig {
    const checked: PlainConfig = {};
    for (const [key, value] of Object.entries(values)) {
      const name = nameIn(prefix, key);
      const result = value === undefined ? undefined : this.#checkOne(name, value, saying);
      if (result !== undefined) checked[key] = result;
    }
    return checked;
  }

  /** What a text stands for as the value of a key: itself where the key takes it so, else as JSON. */
  read(name: string, text: string, saying: Saying): unknown {
    const rule = this.#rules.get(name);
    if (rule?.safeParse(text).success) return this.#checkOne(name, text, saying);
    return this.#checkOne(name, parseJson(text) ?? text, saying);
  }

  #isKnown(name: string): boolean {
    return this.#rules.has(name) || this.#sections.has(name);
  }

  #isMisspelt(key: string, value: unknown): boolean {
    const near = nearest(
      key,
      this.names.filter((name) => !name.includes('.')),
    );
    return near !== undefined && isSection(value) && Object.keys(value).every((inner) => this.#isKnown(nameIn(near, inner)));
  }

  #checkOne(name: string, value: unknown, saying: Saying): unknown {
    const rule = this.#rules.get(name);
    if (rule) {
      const { success, data, error } = rule.safeParse(value);
      if (success) return data;
      const mends = new Set(error.issues.map(({ message }) => message));
      saying.problems.push(`${saying.from} sets ${name} wrongly: ${[...mends].join('; ')}`);
    } else if (!this.#sections.has(name)) {
      const near = nearest(name, this.names);
      saying.problems.push(`${saying.from} sets ${name}, which is no key${near === undefined ? '' : `: did you mean ${near}?`}`);
    } else if (isPlainObject(value)) return this.check(value, saying, name);
    else saying.problems.push(`${saying.from} sets ${name} wrongly: write an object of its keys`);
    return undefined;
  }
}

/** An object literal with keys of its own; one without is a value. */
function isSection(value: unknown): value is PlainConfig {
  return isPlainObject(value) && Object.keys(value).length > 0;
}

function nameIn(prefix: string | undefined, key: string): string {
  return prefix === undefined ? key : `${prefix}.${key}`;
}

function kindOf(value: unknown): ZodType {
  if (typeof value === 'boolean') return z.boolean('write true or false');
  if (typeof value === 'string') return z.string('write a text');
  if (typeof value === 'number') return numberLike(value);
  if (Array.isArray(value)) return z.array(kindOf(value[0] ?? ''), 'write a list, as in ["one","two"]');
  if (isPlainObject(value)) return z.record(z.string(), z.unknown(), 'write an object');
  return z.unknown();
}

function numberLike(value: number): ZodType {
  const least = value < 0 ? -Infinity : 0;
  if (!Number.isInteger(value)) return z.number('write a number').min(least, 'write a number from 0');
  const words = value < 0 ? 'write a whole number' : 'write a whole number from 0';
  return z.int(words).min(least, words);
}
