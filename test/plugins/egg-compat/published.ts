import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const LISTED = path.join(import.meta.dirname, 'published');
const FLAGS = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];

let installed: string | undefined;

/** A folder with the published plugins in its node_modules: installed once per process, and gone with the suite that calls `removePublished`. */
export function installPublished(): string {
  if (installed !== undefined) return installed;
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-egg-'));
  for (const name of ['package.json', 'package-lock.json', '.npmrc']) fs.cpSync(path.join(LISTED, name), path.join(directory, name));
  try {
    execFileSync('npm', ['ci', ...FLAGS], { cwd: directory, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' });
  } catch (cause) {
    fs.rmSync(directory, { recursive: true, force: true });
    const { stderr = '' } = cause as { stderr?: string };
    throw new Error(
      `the plugins of ${path.join(LISTED, 'package.json')} are not here: they take a registry of npm, or a cache of it that has them. npm said: ${stderr.slice(0, 500)}`,
      { cause },
    );
  }
  return (installed = directory);
}

/** Removes them. */
export function removePublished(): void {
  if (installed !== undefined) fs.rmSync(installed, { recursive: true, force: true });
  installed = undefined;
}
