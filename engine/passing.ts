/** Entries are looked through for those that have passed from this many on. */
const MANY = 10_000;

/** Entries by key that pass with time, such as windows of a limit. Those that have passed go by themselves once there are many. */
export class Passing<Key, Entry> {
  readonly #hasPassed: (entry: Entry, now: number) => boolean;
  readonly #entries = new Map<Key, Entry>();
  #sweepAt = MANY;

  /** `now` in ms, as it is given to `set`. */
  constructor(hasPassed: (entry: Entry, now: number) => boolean) {
    this.#hasPassed = hasPassed;
  }

  /** The entry of a key; it may have passed. */
  get(key: Key): Entry | undefined {
    return this.#entries.get(key);
  }

  set(key: Key, entry: Entry, now: number): void {
    if (this.#entries.size >= this.#sweepAt && !this.#entries.has(key)) this.#sweep(now);
    this.#entries.set(key, entry);
  }

  delete(key: Key): void {
    this.#entries.delete(key);
  }

  /** Entries that are held, those included that have passed and not gone yet. */
  get size(): number {
    return this.#entries.size;
  }

  /** The next one is due when there are twice as many as it left: its cost is spread over those that came. */
  #sweep(now: number): void {
    for (const [key, entry] of this.#entries) if (this.#hasPassed(entry, now)) this.#entries.delete(key);
    this.#sweepAt = Math.max(MANY, this.#entries.size * 2);
  }
}
