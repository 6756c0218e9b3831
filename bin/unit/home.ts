import fs from 'node:fs';
import path from 'node:path';
import { readManifest } from '#kernel';

/** What the package.json of an application needs, for units in TypeScript and their tests; what is there stays. */
const SCRIPTS = { start: 'foyer start', dev: 'foyer dev', test: 'tsx --test plugins/*/test/*.test.ts', types: 'tsc' };

const TSCONFIG = {
  compilerOptions: {
    target: 'es2023',
    module: 'nodenext',
    types: ['node'],
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
  },
  include: ['app', 'config', 'plugins'],
};

/** Makes a folder one for units in TypeScript, as far as it is not: its package.json and its tsconfig.json. Gives the files that it wrote. */
export function furnish(directory: string): string[] {
  const manifest = readManifest(directory);
  const { scripts } = manifest as { readonly scripts?: object };
  const wanted = { ...manifest, type: manifest['type'] ?? 'module', scripts: { ...SCRIPTS, ...scripts } };
  return [
    ...(isSame(wanted, manifest) ? [] : [write(path.join(directory, 'package.json'), wanted)]),
    ...(fs.existsSync(path.join(directory, 'tsconfig.json')) ? [] : [write(path.join(directory, 'tsconfig.json'), TSCONFIG)]),
  ];
}

function isSame(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function write(file: string, value: object): string {
  fs.writeFileSync(file, `${JSON.stringify(value, undefined, 2)}\n`);
  return file;
}
