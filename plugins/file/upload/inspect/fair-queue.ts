/** What waits, in a line of its own for each party; the parties take turns, so that whoever brings much waits for himself. */
export class FairQueue<Task> {
  readonly #lines = new Map<string, Task[]>();
  #size = 0;

  /** Of all parties together. */
  get size(): number {
    return this.#size;
  }

  add(party: string, task: Task): void {
    const line = this.#lines.get(party) ?? [];
    line.push(task);
    this.#lines.set(party, line);
    this.#size += 1;
  }

  /** The next of whose turn it is. */
  take(): Task | undefined {
    const [[party, line] = ['', []]] = this.#lines;
    const [task] = line;
    if (task === undefined) return undefined;
    this.remove(party, task);
    // The next of the same party comes after those of all others.
    if (this.#lines.delete(party)) this.#lines.set(party, line);
    return task;
  }

  /** Makes room for one more of a party: gives up the newest of the longest line, where that one is longer than the party's would be. */
  giveUp(party: string): Task | undefined {
    const [longest, line] = [...this.#lines].reduce((a, b) => (b[1].length > a[1].length ? b : a), ['', []] as [string, Task[]]);
    const newest = line.at(-1);
    if (newest === undefined || line.length <= (this.#lines.get(party)?.length ?? 0) + 1) return undefined;
    this.remove(longest, newest);
    return newest;
  }

  /** Takes out what does not wait any more; whether it did. */
  remove(party: string, task: Task): boolean {
    const line = this.#lines.get(party);
    const place = line?.indexOf(task) ?? -1;
    if (!line || place === -1) return false;
    line.splice(place, 1);
    if (line.length === 0) this.#lines.delete(party);
    this.#size -= 1;
    return true;
  }
}
