/** Counts what each key holds at the moment, up to so many: connections of an address, uploads of a user. */
export class Places<Key> {
  readonly #most: number;
  readonly #taken = new Map<Key, number>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Takes a place and gives what returns it, once; undefined when the key has all of its places. */
  take(key: Key): (() => void) | undefined {
    const taken = this.#taken.get(key) ?? 0;
    if (taken >= this.#most) return undefined;
    this.#taken.set(key, taken + 1);
    let isTaken = true;
    return () => {
      if (isTaken) this.#return(key);
      isTaken = false;
    };
  }

  #return(key: Key): void {
    const left = (this.#taken.get(key) ?? 0) - 1;
    if (left > 0) this.#taken.set(key, left);
    else this.#taken.delete(key);
  }
}
