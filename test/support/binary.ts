import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const FOLDERS = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** The path of the first of `names` that is installed; installs the Debian package where root may, else says what to install. */
export function findBinary(names: readonly string[], debianPackage: string): string {
  const found = lookUp(names);
  if (found) return found;
  install(debianPackage);
  const installed = lookUp(names);
  if (!installed) throw new Error(missing(names, debianPackage));
  return installed;
}

/** The path of the first of `names` that is installed, and nothing where none is. */
export function lookUp(names: readonly string[]): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(path.delimiter), ...FOLDERS];
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find((file) => fs.existsSync(file));
}

function install(debianPackage: string): void {
  if (process.getuid?.() !== 0 || !lookUp(['apt-get'])) return;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  execFileSync('apt-get', ['update', '-qq'], { env, stdio: 'ignore' });
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', debianPackage], { env, stdio: 'ignore' });
}

function missing(names: readonly string[], debianPackage: string): string {
  return `none of ${names.join(', ')} is installed: apt-get install ${debianPackage}`;
}
