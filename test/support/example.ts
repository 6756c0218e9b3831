import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** The source of an example, in a folder of its own where this checkout is what it imports; gives the path of the unit. It goes when the process ends. */
export function sourceOfExample(name: string): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `foyer-${name}-`));
  process.once('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
  fs.mkdirSync(path.join(folder, 'node_modules/@foyer-chat'), { recursive: true });
  fs.symlinkSync(ROOT, path.join(folder, 'node_modules/@foyer-chat/foyer'));
  fs.cpSync(path.join(ROOT, 'examples', name), folder, { recursive: true });
  return path.join(folder, 'src');
}
