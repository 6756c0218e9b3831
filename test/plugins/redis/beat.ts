import type { Bus } from '../../../engine/bus.ts';
import { until } from '../../support/wait.ts';

const EVERY = 20;
/** ms that a message takes at most where all is well. */
const PROMPT = 500;
/** So many in a row tell that all is well. */
const ROW = 25;

/** One node writes to another all the time, over a bus that is being broken: how late do they arrive? */
export class Beat {
  readonly #arrived = new Map<number, number>();
  /** To be cleared after the test. */
  readonly timer: NodeJS.Timeout;
  #sent = 0;

  /** `send` is asked for a message of kind `stale` with this key, which `receiver` gets. */
  static async start(receiver: Bus, node: string, send: (key: string) => void): Promise<Beat> {
    const beat = new Beat(send);
    await receiver.listen(node, (message) => {
      if (message.kind === 'stale') beat.#note(message.keys[0] ?? '');
    });
    return beat;
  }

  private constructor(send: (key: string) => void) {
    this.timer = setInterval(() => send(`${(this.#sent += 1)} ${Date.now()}`), EVERY);
  }

  /** Waits until messages that are sent from now on arrive promptly; resolves to how long that took, ms. */
  async prompt(within = 5000): Promise<number> {
    const start = Date.now();
    const first = this.#sent + 1;
    const isPrompt = (number: number): boolean => (this.#arrived.get(number) ?? Infinity) <= PROMPT;
    await until(
      () => {
        const newest = [...this.#arrived.keys()].filter((number) => number >= first).slice(-ROW);
        return newest.length === ROW && newest.at(-1) === Number(newest[0]) + ROW - 1 && newest.every(isPrompt);
      },
      { within, message: 'messages to arrive promptly' },
    );
    return Date.now() - start;
  }

  #note(key: string): void {
    const [number, sent] = key.split(' ').map(Number);
    this.#arrived.set(Number(number), Date.now() - Number(sent));
  }
}
