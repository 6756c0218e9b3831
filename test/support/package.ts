import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');
const PACKAGE = '@foyer-chat/foyer';

interface Lock {
  readonly packages: Readonly<Record<string, { readonly dev?: boolean; readonly devOptional?: boolean; readonly link?: boolean }>>;
}

/** Installs the packed Foyer into a folder as npm would, without a network: the tarball is unpacked, and of the packages of the checkout those are linked that it says to need. */
export function installPacked(directory: string): void {
  const modules = path.join(directory, 'node_modules');
  const home = path.join(modules, PACKAGE);
  fs.mkdirSync(home, { recursive: true });
  execFileSync('tar', ['-xzf', pack(), '-C', home, '--strip-components=1']);
  for (const name of needed()) link(path.join(ROOT, 'node_modules', name), path.join(modules, name));
  linkProgram(modules, 'foyer', path.join(home, 'dist/bin/foyer.js'));
  linkProgram(modules, 'tsx', path.join(ROOT, 'node_modules/tsx/dist/cli.mjs'));
  const manifest = path.join(directory, 'package.json');
  if (!fs.existsSync(manifest)) fs.writeFileSync(manifest, `{ "dependencies": { "${PACKAGE}": "*" } }\n`);
}

/** Installs TypeScript as `npm install --save-dev typescript` does. */
export function installTypeScript(directory: string): void {
  const modules = path.join(directory, 'node_modules');
  link(path.join(ROOT, 'node_modules/typescript'), path.join(modules, 'typescript'));
  linkProgram(modules, 'tsc', path.join(ROOT, 'node_modules/typescript/bin/tsc'));
}

let packed: string | undefined;

/** Packs once in a process. The build is that of the checkout: to pack is not to build. */
function pack(): string {
  if (packed !== undefined) return packed;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-packed-'));
  process.once('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
  const [{ filename }] = JSON.parse(npm(['pack', '--ignore-scripts', '--json', '--pack-destination', folder])) as [{ filename: string }];
  packed = path.join(folder, filename);
  return packed;
}

/** Packages at the top of the tree that are there without those for development. */
function needed(): string[] {
  const { packages } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8')) as Lock;
  const installed = Object.entries(packages).filter(([place, { dev, devOptional, link: isLink }]) => {
    return /^node_modules\/(@[^/]+\/)?[^/]+$/.test(place) && !dev && !devOptional && !isLink;
  });
  return installed
    .map(([place]) => place.slice('node_modules/'.length))
    .filter((name) => fs.existsSync(path.join(ROOT, 'node_modules', name)));
}

function link(target: string, place: string): void {
  fs.mkdirSync(path.dirname(place), { recursive: true });
  fs.symlinkSync(target, place);
}

function linkProgram(modules: string, name: string, file: string): void {
  fs.chmodSync(file, 0o755);
  link(file, path.join(modules, '.bin', name));
}

function npm(args: readonly string[]): string {
  return execFileSync('npm', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}
