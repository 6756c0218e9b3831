import { BootError } from './error.ts';

/** One level of a tree. */
export interface Branch {
  [name: string]: unknown;
}

/** Values under dotted names; remembers which file brought each, so that a clash names both. */
export class Tree {
  readonly values: Branch = {};
  readonly #kind: string;
  readonly #files = new Map<string, string>();

  /** `kind` is the word for a member in messages: service, controller. */
  constructor(kind: string) {
    this.#kind = kind;
  }

  /** Sets `values.a.b`; throws when another file already stands there, above or below. */
  set(names: readonly string[], value: unknown, file: string): void {
    const name = names.join('.');
    for (const [taken, by] of this.#files) {
      if (overlaps(taken, name)) throw new BootError(`${this.#kind} ${name} is defined twice, by ${by} and by ${file}: rename one of them`);
    }
    this.#files.set(name, file);
    let branch = this.values;
    for (const parent of names.slice(0, -1)) branch = (branch[parent] ??= {}) as Branch;
    branch[names.at(-1) ?? ''] = value;
  }
}

function overlaps(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}.`) || other.startsWith(`${one}.`);
}
