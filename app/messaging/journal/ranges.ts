/** A set of integers kept as disjoint ascending ranges; seqs come nearly in order, so that there is mostly one. */
export class Ranges {
  #ranges: [from: number, to: number][] = [];

  get isEmpty(): boolean {
    return this.#ranges.length === 0;
  }

  /** The lowest range, both ends included. */
  get first(): readonly [from: number, to: number] | undefined {
    return this.#ranges[0];
  }

  has(value: number): boolean {
    return this.#ranges.some(([from, to]) => from <= value && value <= to);
  }

  /** Adds a value; false when it was there. */
  take(value: number): boolean {
    const last = this.#ranges.at(-1);
    if (last && value === last[1] + 1) {
      last[1] = value;
      return true;
    }
    if (this.has(value)) return false;
    this.add(value);
    return true;
  }

  /** Adds `from`…`to`, both included, and joins what touches. */
  add(from: number, to: number = from): void {
    const last = this.#ranges.at(-1);
    if (last && from >= last[0] && from <= last[1] + 1) {
      last[1] = Math.max(last[1], to);
      return;
    }
    if (!last || from > last[1]) {
      this.#ranges.push([from, to]);
      return;
    }
    this.#insert(from, to);
  }

  /** Removes everything up to and including `value`. */
  dropUpTo(value: number): void {
    this.#ranges = this.#ranges.filter(([, to]) => to > value).map(([from, to]) => [Math.max(from, value + 1), to]);
  }

  #insert(from: number, to: number): void {
    const before = this.#ranges.filter((range) => range[1] < from - 1);
    const after = this.#ranges.filter((range) => range[0] > to + 1);
    const touching = this.#ranges.slice(before.length, this.#ranges.length - after.length);
    const joined: [number, number] = [Math.min(from, touching[0]?.[0] ?? from), Math.max(to, touching.at(-1)?.[1] ?? to)];
    this.#ranges = [...before, joined, ...after];
  }
}
