/** Gathers what a turn changed and tells it once, after the turn. */
export class Changes<Thing> {
  readonly #tell: (things: ReadonlySet<Thing>) => void;
  #things = new Set<Thing>();
  #isDue = false;

  constructor(tell: (things: ReadonlySet<Thing>) => void) {
    this.#tell = tell;
  }

  /** Something changed; without a thing, only the state. */
  touch(thing?: Thing): void {
    if (thing !== undefined) this.#things.add(thing);
    if (this.#isDue) return;
    this.#isDue = true;
    queueMicrotask(() => this.#flush());
  }

  #flush(): void {
    const things = this.#things;
    this.#things = new Set();
    this.#isDue = false;
    this.#tell(things);
  }
}
