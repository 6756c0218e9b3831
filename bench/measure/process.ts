import { existsSync, readFileSync, readdirSync } from 'node:fs';
import os from 'node:os';

const TICKS_PER_SECOND = 100; // USER_HZ: fixed in what Linux shows to programs
const PAGE = 4096;
const MIB = 2 ** 20;
const USER_TIME = 11; // fields of /proc/<pid>/stat after the command's closing bracket
const SYSTEM_TIME = 12;
const PARENT = 1;

/** CPU seconds that these processes have used so far, all their threads included; a process that is gone counts 0. */
export function cpuSeconds(pids: readonly number[]): number {
  const ticks = pids.map((pid) => {
    const fields = statOf(pid);
    return Number(fields[USER_TIME] ?? 0) + Number(fields[SYSTEM_TIME] ?? 0);
  });
  return sum(ticks) / TICKS_PER_SECOND;
}

/** Resident memory of these processes in MiB. */
export function residentMiB(pids: readonly number[]): number {
  const pages = pids.map((pid) => {
    const file = `/proc/${pid}/statm`;
    return existsSync(file) ? Number(readFileSync(file, 'utf8').split(' ')[1]) : 0;
  });
  return (sum(pages) * PAGE) / MIB;
}

/** The process and all its descendants. */
export function processTree(pid: number): number[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  const tree = [pid];
  for (const parent of tree) tree.push(...all.filter((child) => Number(statOf(child)[PARENT]) === parent));
  return tree;
}

/** CPU seconds that the whole machine has been busy so far. */
export function machineSeconds(): number {
  const busy = os.cpus().map(({ times }) => times.user + times.nice + times.sys + times.irq);
  return sum(busy) / 1000;
}

function statOf(pid: number): string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return []; // it ended
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
