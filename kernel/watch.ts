/** Repeats a task with a pause in between, one run at a time; a failed run is reported and the next one comes all the same. */
export class Watch {
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;
  #running: Promise<void> | undefined;

  constructor(interval: number, task: () => Promise<void>, onError: (error: unknown) => void) {
    const run = (): void => {
      this.#running = task()
        .catch(onError)
        .finally(() => {
          if (!this.#isClosed) this.#timer = setTimeout(run, interval).unref();
        });
    };
    this.#timer = setTimeout(run, interval).unref();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#running;
  }
}
