/** What waits, in a line of its own for each owner; the owners take turns, so that who brings much waits for himself. */
export class FairQueue<Task> {
  readonly #lines = new Map<number, Task[]>();
  #size = 0;

  /** Of all owners together. */
  get size(): number {
    return this.#size;
  }

  add(owner: number, task: Task): void {
    const line = this.#lines.get(owner) ?? [];
    line.push(task);
    this.#lines.set(owner, line);
    this.#size += 1;
  }

  /** The next of whose turn it is, passing by the owners that have one running. */
  take(isBusy: (owner: number) => boolean): { readonly owner: number; readonly task: Task } | undefined {
    for (const [owner, line] of this.#lines) {
      const [task] = line;
      if (task === undefined || isBusy(owner)) continue;
      this.remove(owner, task);
      // The next of the same owner comes after those of all others.
      if (this.#lines.delete(owner) && line.length > 0) this.#lines.set(owner, line);
      return { owner, task };
    }
    return undefined;
  }

  /** Takes out what does not wait any more; whether it did. */
  remove(owner: number, task: Task): boolean {
    const line = this.#lines.get(owner);
    const place = line?.indexOf(task) ?? -1;
    if (!line || place === -1) return false;
    line.splice(place, 1);
    if (line.length === 0) this.#lines.delete(owner);
    this.#size -= 1;
    return true;
  }
}
