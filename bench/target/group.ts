import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const PROGRAM = path.join(process.cwd(), 'bench/target/make-group.mjs');

/** Makes a group of these users, the first as its owner, beside the running server whose stores this environment names; returns its id. */
export async function makeGroup(stores: Readonly<Record<string, string>>, ids: readonly string[]): Promise<string> {
  const env = { PATH: process.env['PATH'] ?? '', LOG_LEVEL: 'error', ...stores };
  const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM, ...ids], { env });
  const id = stdout.trim();
  if (!/^\d+$/.test(id)) throw new Error(`no group was made: ${stdout}`);
  return id;
}
