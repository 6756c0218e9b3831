// The whole suite in two mocha processes side by side: what waits for browsers and for killed servers comes out whole at its end, all the
// rest as it goes; TEST_COUNTS gets the sum. Further arguments go to both.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
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
}

const SLOW = ['test/browser/**/*.test.ts', 'test/fault/**/*.test.ts'];
const SHARDS: readonly Shard[] = [
  { name: 'browser and fault', args: SLOW, isLive: false },
  { name: 'all the rest', args: ['test/**/*.test.ts', ...SLOW.flatMap((pattern) => ['--ignore', pattern])], isLive: true },
];

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-test-'));
try {
  installBeforehand();
  const counts = await Promise.all(SHARDS.map(run));
  report({
    passed: sum(counts.map(({ passed }) => passed)),
    failed: sum(counts.map(({ failed }) => failed)),
    failures: counts.flatMap(({ failures }) => failures),
  });
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}

/** Two that install at once would stand in each other's way. */
function installBeforehand(): void {
  findBinary(['redis-server'], 'redis-server');
  findBinary(['mariadbd', 'mysqld'], 'mariadb-server');
  findBinary(['chromium'], 'chromium');
}

/** One mocha process to its end. */
async function run({ name, args, isLive }: Shard, index: number): Promise<Counts> {
  const file = path.join(folder, String(index));
  const command = ['node_modules/mocha/bin/mocha.js', ...args, '--reporter', 'test/support/reporter.cjs', ...process.argv.slice(2)];
  const child = spawn(process.execPath, command, { env: { ...process.env, TEST_COUNTS: file }, stdio: ['ignore', 'pipe', 'pipe'] });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (isLive ? process.stdout.write(chunk) : said.push(chunk)));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) process.exitCode = 1;
  console.log(`\n=== ${name}\n${Buffer.concat(said).toString()}`);
  // A process that ended before it could count is one failure.
  return fs.existsSync(file)
    ? (JSON.parse(fs.readFileSync(file, 'utf8')) as Counts)
    : { passed: 0, failed: 1, failures: [`${name}: the process ended with ${code}`] };
}

function report(total: Counts): void {
  for (const failure of total.failures) console.log(`failed: ${failure}\n`);
  console.log(`${total.passed} passing, ${total.failed} failing in all`);
  const file = process.env['TEST_COUNTS'];
  if (file) fs.writeFileSync(file, JSON.stringify(total));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
