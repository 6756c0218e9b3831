import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { reasonOf } from '#kernel';

const run = promisify(execFile);
const KEPT = path.resolve(import.meta.dirname, '../../node_modules/.cache');

/** The folder with the program of a version of Node, by its first number: this one's, or one that npm brings, once for all runs. */
export async function folderOfNode(major: number): Promise<string> {
  if (Number(process.versions.node.split('.')[0]) === major) return path.dirname(process.execPath);
  const folder = path.join(KEPT, `node-${major}`);
  const bin = path.join(folder, 'node_modules/node/bin');
  if (fs.existsSync(path.join(bin, 'node'))) return bin;
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
  try {
    await run('npm', ['install', `node@${major}`, '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder });
  } catch (error) {
    throw new Error(`npm brings no Node ${major}, on which the examples are tried: ${reasonOf(error)}`, { cause: error });
  }
  return bin;
}
