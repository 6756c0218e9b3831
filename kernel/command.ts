import type { Context } from './context.ts';
import { UsageError } from './usage-error.ts';

/** What a command answers on standard output, where nothing else is written: words, or one JSON text. */
export interface Output {
  readonly isJson: boolean;
  /** Answers, once: `data` with `--json`, `text` without. Times in `data` are ms since 1970. */
  answer(data: object, text: string): void;
}

/** Reads a word of the command line. */
export interface Reader<Value> {
  /** What it takes, as in `a number from 1`. */
  readonly what: string;
  /** Undefined for what it does not take. */
  read(word: string): Value | undefined;
}

type Kind = 'argument' | 'option' | 'flag';

interface Form<Given, Otherwise> {
  readonly kind: Kind;
  readonly shown: string;
  readonly as: Reader<Given>;
  /** Absent where something has to be given. */
  readonly fallback?: { readonly value: Otherwise };
}

/** One thing that a command takes: an argument by its place, an option with a value, or a flag. */
export class CommandInput<Given, Otherwise> {
  readonly #form: Form<Given, Otherwise>;

  constructor(form: Form<Given, Otherwise>) {
    this.#form = form;
  }

  get kind(): Kind {
    return this.#form.kind;
  }

  /** How its value is written in the usage, as in `username|id`; '' of a flag. */
  get shown(): string {
    return this.#form.shown;
  }

  get isRequired(): boolean {
    return this.#form.fallback === undefined;
  }

  /** The same, with a value where nothing is given. */
  or<Fallback>(value: Fallback): CommandInput<Given, Fallback> {
    return new CommandInput<Given, Fallback>({ ...this.#form, fallback: { value } });
  }

  /** The value of a word, or what stands for none; `name` is what messages call it. Throws a UsageError. */
  read(name: string, word: string | undefined): Given | Otherwise {
    const { as, fallback } = this.#form;
    if (word === undefined) {
      if (!fallback) throw new UsageError(`${name} is missing`);
      return fallback.value;
    }
    const value = as.read(word);
    if (value === undefined) throw new UsageError(`${name} is ${as.what}, not ${word}`);
    return value;
  }
}

/** Any text. */
export const text: Reader<string> = { what: 'a text', read: (word) => word };

/** A word by its place; it has to be given, unless `or` says what stands for it. */
export function argument<Value>(shown: string, as: Reader<Value>): CommandInput<Value, never> {
  return new CommandInput<Value, never>({ kind: 'argument', shown, as });
}

/** `--name <value>`; undefined where it is not given, unless `or` says otherwise. */
export function option<Value>(shown: string, as: Reader<Value>): CommandInput<Value, undefined> {
  return new CommandInput({ kind: 'option', shown, as, fallback: { value: undefined } });
}

/** `--name`: whether it is given. */
export function flag(): CommandInput<true, false> {
  return new CommandInput<true, false>({ kind: 'flag', shown: '', as: { what: 'a flag', read: () => true }, fallback: { value: false } });
}

/** What a command takes, by name; arguments in their order. */
export type Takes = Readonly<Record<string, CommandInput<unknown, unknown>>>;

/** What was given, read. */
export type InputOf<T extends Takes> = {
  readonly [Name in keyof T]: T[Name] extends CommandInput<infer Given, infer Otherwise> ? Given | Otherwise : never;
};

/** What a command works with: a context of the application, which is ready but serves nobody. */
export interface CommandCall {
  readonly ctx: Context;
  readonly output: Output;
}

/** A command of a unit, `app/command/<name>.ts`: described once for its usage, its help and its errors. */
export interface Command<T extends Takes = Takes> {
  /** What it does, in one line. */
  readonly about: string;
  readonly takes: T;
  /** Refuses by a UsageError what does not go together; before the application starts. */
  check?(input: InputOf<T>): void;
  /** Does it, answers once, and resolves when it is done. What it throws is told in one message. */
  run(call: CommandCall, input: InputOf<T>): Promise<void>;
}

/** Types the default export of `app/command/<name>.ts`. */
export function defineCommand<const T extends Takes>(command: Command<T>): Command<T> {
  return command;
}
