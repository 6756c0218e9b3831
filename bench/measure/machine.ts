import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import os from 'node:os';

/** The core for the generator (with everything else of the driver) and the one for the server and its stores. */
export interface Cores {
  readonly generator: number;
  readonly server: number;
}

/** Takes the first core for this process and keeps the second for servers; null where there is one core or no taskset. */
export function takeCores(): Cores | null {
  const [generator, server] = allowedCores();
  if (generator === undefined || server === undefined) return null;
  try {
    pinTo(generator, process.pid);
  } catch {
    return null;
  }
  return { generator, server };
}

/** Moves a running process, all its threads, to a core; does nothing without one. */
export function pinTo(core: number | undefined, pid: number): void {
  if (core !== undefined) execFileSync('taskset', ['-acp', String(core), String(pid)], { stdio: 'ignore' });
}

/** One line on where the figures come from. */
export function machineLine(cores: Cores | null): string {
  const [cpu] = os.cpus();
  const memory = Math.round(os.totalmem() / 2 ** 30);
  const pinning = cores ? `server on core ${cores.server}, generator on core ${cores.generator}` : 'nothing pinned';
  return `${cpu?.model.trim() ?? 'unknown CPU'}, ${os.cpus().length} cores, ${memory} GiB, ${os.type()} ${os.release()}, Node ${process.versions.node}; ${pinning}`;
}

function allowedCores(): number[] {
  const list = /^Cpus_allowed_list:\s*(\S+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '';
  return list.split(',').flatMap((range) => {
    const [from = NaN, to = from] = range.split('-').map(Number);
    return Array.from({ length: to - from + 1 }, (_, index) => from + index);
  });
}
