import type { JobLimits } from './job.ts';

/** ms between two looks at what a job has taken: in one of them a decoder takes a MiB or two. */
const INTERVAL = 5;

/** Ends this process when it takes more than it may, whatever its threads are in; returns what ends the watch. */
export function watch({ cpu, memory }: JobLimits): () => void {
  const before = process.cpuUsage();
  const timer = setInterval(() => {
    const { user, system } = process.cpuUsage(before);
    // Not `exit`: that waits for the decoder.
    if ((user + system) / 1000 > cpu || process.memoryUsage.rss() > memory) process.kill(process.pid, 'SIGKILL');
  }, INTERVAL);
  return () => clearInterval(timer);
}
