import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** What a command did. */
export interface CommandResult {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a command is run. */
export interface CommandOptions {
  /** Settings; it sees nothing else of this process' environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** What it reads on standard input. */
  readonly input?: string;
  /** Whether it sits at a terminal, which shows both outputs as standard output. */
  readonly isTerminal?: boolean;
  /** Called with what it has printed so far; once it returns true the command gets SIGTERM. */
  readonly stopWhen?: (stdout: string) => boolean;
}

const FOYER = ['--import', 'tsx', '--conditions=foyer-source', 'bin/foyer.ts'];
const WITHIN = 30_000;

/** Runs `foyer` from source with these arguments, to its end. */
export async function foyer(
  args: readonly string[],
  { env = {}, input = '', isTerminal = false, stopWhen }: CommandOptions = {},
): Promise<CommandResult> {
  const { PATH = '', HOME = '', NODE_V8_COVERAGE } = process.env;
  const inherited = { PATH, HOME, ...(NODE_V8_COVERAGE !== undefined && { NODE_V8_COVERAGE }) };
  const line = [process.execPath, ...FOYER, ...args];
  const [program = '', ...rest] = isTerminal ? ['script', '-qec', line.join(' '), '/dev/null'] : line;
  const child = spawn(program, rest, { env: { ...inherited, ...env } });
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  const deadline = setTimeout(() => child.kill('SIGKILL'), WITHIN);
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
    if (stopWhen?.(printed)) child.kill('SIGTERM');
  });
  child.stdin.end(input);
  const [exitCode, stderr] = await Promise.all([code, text(child.stderr)]);
  clearTimeout(deadline);
  return { code: exitCode, stdout: printed, stderr };
}
