import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { reasonOf } from '#kernel';
import { installPacked } from './package.ts';

const run = promisify(execFile);

/** A folder outside of the checkout in which somebody has installed the packed Foyer. */
export class Outside {
  readonly directory: string;

  constructor() {
    this.directory = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-outside-'));
    installPacked(this.directory);
  }

  /** Where a file of it is. */
  at(file: string): string {
    return path.join(this.directory, file);
  }

  write(file: string, text: string): void {
    fs.mkdirSync(path.dirname(this.at(file)), { recursive: true });
    fs.writeFileSync(this.at(file), text);
  }

  /** What a program there sees; `node` is the folder of the Node that runs it. */
  environment(node: string = path.dirname(process.execPath)): Record<string, string> {
    const { PATH = '', HOME = '', TMPDIR = os.tmpdir() } = process.env;
    return { HOME, TMPDIR, PATH: `${node}${path.delimiter}${PATH}` };
  }

  /** Runs a line as somebody types it in the folder; what it printed. Throws an error with what it printed where it fails. */
  async shell(line: string, node?: string): Promise<string> {
    const { stdout } = await run('sh', ['-c', line], { cwd: this.directory, env: this.environment(node) }).catch((error: unknown) => {
      throw new Error(`${line} failed: ${reasonOf(error)}\n${String(Reflect.get(Object(error), 'stdout'))}`);
    });
    return stdout;
  }

  remove(): void {
    fs.rmSync(this.directory, { recursive: true, force: true });
  }
}
