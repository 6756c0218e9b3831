import { cpuSeconds, machineSeconds } from './process.ts';

/** Cores used over a stretch of time: 1 is one whole core. */
export interface Usage {
  readonly seconds: number;
  readonly server: number;
  readonly generator: number;
  /** By anything else on the machine: a figure measured beside much of it is worth little. */
  readonly foreign: number;
}

/** Measures what the server's processes, this process and the others use between its making and `stop`. */
export class Meter {
  readonly #pids: readonly number[];
  readonly #start: Reading;

  constructor(pids: readonly number[]) {
    this.#pids = pids;
    this.#start = read(pids);
  }

  stop(): Usage {
    const end = read(this.#pids);
    const seconds = end.time - this.#start.time;
    const server = (end.server - this.#start.server) / seconds;
    const generator = (end.generator - this.#start.generator) / seconds;
    const busy = (end.machine - this.#start.machine) / seconds;
    return { seconds, server, generator, foreign: Math.max(0, busy - server - generator) };
  }
}

interface Reading {
  readonly time: number;
  readonly server: number;
  readonly generator: number;
  readonly machine: number;
}

function read(pids: readonly number[]): Reading {
  const { user, system } = process.cpuUsage();
  return { time: performance.now() / 1000, server: cpuSeconds(pids), generator: (user + system) / 1e6, machine: machineSeconds() };
}
