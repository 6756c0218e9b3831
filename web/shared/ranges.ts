/** Both ends belong to it. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** A set of whole numbers kept as sorted ranges that do not touch: which seqs of a conversation are known. */
export class Ranges {
  #list: Range[] = [];

  get list(): readonly Range[] {
    return this.#list;
  }

  /** Smallest member, 0 when empty. */
  get first(): number {
    return this.#list[0]?.from ?? 0;
  }

  /** Largest member, 0 when empty. */
  get last(): number {
    return this.#list.at(-1)?.to ?? 0;
  }

  has(value: number): boolean {
    return this.#list.some((range) => range.from <= value && value <= range.to);
  }

  /** Adds `from` to `to`, joining what it touches. Nothing happens when `to` is below `from`. */
  add(from: number, to: number): void {
    if (to < from) return;
    const before = this.#list.filter((range) => range.to < from - 1);
    const after = this.#list.filter((range) => range.from > to + 1);
    const touched = this.#list.slice(before.length, this.#list.length - after.length);
    const joined = { from: Math.min(from, touched[0]?.from ?? from), to: Math.max(to, touched.at(-1)?.to ?? to) };
    this.#list = [...before, joined, ...after];
  }

  /** Keeps only what lies from `from` to `to`. */
  keep(from: number, to: number): void {
    const cut = this.#list.map((range) => ({ from: Math.max(range.from, from), to: Math.min(range.to, to) }));
    this.#list = cut.filter((range) => range.from <= range.to);
  }

  /** The first hole between two ranges. */
  hole(): Range | null {
    const [first, second] = this.#list;
    return first && second ? { from: first.to + 1, to: second.from - 1 } : null;
  }
}
