// The whole suite in three mocha processes side by side, since much of it waits: for browsers, for killed servers, for stores. The first
// comes out as it goes, each of the others whole at its end; TEST_COUNTS gets the sum. Further arguments go to all.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findChromium } from '../browser/chromium.ts';
import { findBinary } from './binary.ts';

interface Shard {
  readonly name: string;
  readonly args: readonly string[];
  /** What it says is shown as it says it. */
  readonly isLive: boolean;
}

interface Counts {
  readonly passed: number;
  readonly failed: number;
  /** What failed, and how: one text each. */
  readonly failures: readonly string[];
  /** How long each test file took. */
  readonly seconds: Readonly<Record<string, number>>;
}

const APP = 'test/app/**/*.test.ts';
const SLOW = ['test/browser/**/*.test.ts', 'test/plugins/**/browser.test.ts', 'test/fault/**/*.test.ts'];
const SHARDS: readonly Shard[] = [
  { name: 'app', args: [APP], isLive: true },
  { name: 'browser and fault', args: SLOW, isLive: false },
  { name: 'all the rest', args: ['test/**/*.test.ts', ...[APP, ...SLOW].flatMap((pattern) => ['--ignore', pattern])], isLive: false },
];

/** Not mocha's own program: that starts a process of its own, which would outlive it when it is killed. */
const { 'node-option': options } = JSON.parse(fs.readFileSync('.mocharc.json', 'utf8')) as { readonly 'node-option': readonly string[] };
const MOCHA = [...options.map((option) => `--${option}`), 'node_modules/mocha/lib/cli/cli.js'];

/** ms that a process has to end by itself once its tests are through. */
const ENDS_WITHIN = 60_000;

const folder = fs.mkdtempSync(path.join(roomyMemory() ?? os.tmpdir(), 'foyer-test-'));
try {
  installBeforehand();
  const counts = await Promise.all(SHARDS.map(run));
  report({
    passed: sum(counts.map(({ passed }) => passed)),
    failed: sum(counts.map(({ failed }) => failed)),
    failures: counts.flatMap(({ failures }) => failures),
    seconds: Object.assign({}, ...counts.map(({ seconds }) => seconds)) as Counts['seconds'],
  });
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}

/** A folder in memory, where there is one with room for every store: what the tests keep is gone with them, and a disk may take its time. */
function roomyMemory(): string | undefined {
  const memory = '/dev/shm';
  if (!fs.existsSync(memory)) return undefined;
  const { bavail, bsize } = fs.statfsSync(memory);
  return bavail * bsize > 8 * 1024 ** 3 ? memory : undefined;
}

/** Two that install at once would stand in each other's way. */
function installBeforehand(): void {
  findBinary(['redis-server'], 'redis-server');
  findBinary(['mariadbd', 'mysqld'], 'mariadb-server');
  findChromium();
}

/** One mocha process to its end. */
async function run({ name, args, isLive }: Shard, index: number): Promise<Counts> {
  const file = path.join(folder, String(index));
  const command = [...MOCHA, ...args, '--reporter', 'test/support/reporter.cjs', ...process.argv.slice(2)];
  const child = spawn(process.execPath, command, {
    env: { ...process.env, TEST_COUNTS: file, TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (isLive ? process.stdout.write(chunk) : said.push(chunk)));
  const watching = setInterval(() => isOverdue(file) && child.kill('SIGKILL'), 1000);
  const [code] = (await once(child, 'close')) as [number | null];
  clearInterval(watching);
  if (code !== 0) process.exitCode = 1;
  console.log(`\n=== ${name}\n${Buffer.concat(said).toString()}`);
  // A process that ended before it could count is one failure; so is one that something keeps alive.
  if (!fs.existsSync(file)) return { passed: 0, failed: 1, failures: [`${name}: the process ended with ${code}`], seconds: {} };
  const counts = JSON.parse(fs.readFileSync(file, 'utf8')) as Counts;
  if (code !== null) return counts;
  return { ...counts, failed: counts.failed + 1, failures: [...counts.failures, `${name}: something keeps the process alive`] };
}

/** Whether it counted long ago. */
function isOverdue(file: string): boolean {
  return fs.existsSync(file) && fs.statSync(file).mtimeMs < Date.now() - ENDS_WITHIN;
}

function report(total: Counts): void {
  const slowest = Object.entries(total.seconds)
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, 20);
  console.log('The slowest files, in seconds:');
  for (const [file, seconds] of slowest) console.log(`${seconds.toFixed(1).padStart(7)} ${file}`);
  for (const failure of total.failures) console.log(`failed: ${failure}\n`);
  console.log(`${total.passed} passing, ${total.failed} failing in all`);
  const file = process.env['TEST_COUNTS'];
  if (file) fs.writeFileSync(file, JSON.stringify(total));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
