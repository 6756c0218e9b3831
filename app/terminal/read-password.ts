import { UsageError } from '#kernel';
import readline from 'node:readline';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { passwordForm } from '../account/password.ts';
import { PASSWORD_LENGTH } from '../../protocol/index.ts';

/** The password that comes on standard input, in one line. */
export async function readPassword(): Promise<string> {
  return checked((await text(process.stdin)).replace(/\r?\n$/, ''));
}

/** Asks whoever sits at the terminal, twice; what is typed is not shown. */
export async function askPassword(): Promise<string> {
  if (!process.stdin.isTTY) throw new UsageError('--prompt needs a terminal: give the password by --stdin');
  // Readline shows what is typed by writing it to its output.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = readline.createInterface({ input: process.stdin, output: nowhere, terminal: true });
  try {
    const lines = terminal[Symbol.asyncIterator]();
    const password = checked(await ask(lines, 'Password: '));
    if ((await ask(lines, 'Once more: ')) !== password) throw new Error('the two passwords differ');
    return password;
  } finally {
    terminal.close();
  }
}

async function ask(lines: AsyncIterator<string, undefined>, question: string): Promise<string> {
  process.stderr.write(question);
  const { value } = await lines.next();
  process.stderr.write('\n');
  if (value === undefined) throw new Error('no password was given');
  return value;
}

function checked(line: string): string {
  const { length } = Array.from(passwordForm(line));
  const { min, max } = PASSWORD_LENGTH;
  if (length < min || length > max) throw new UsageError(`a password has ${min} to ${max} characters`);
  return line;
}
