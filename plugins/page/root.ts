import path from 'node:path';

/** Where the built pages lie: a browser gets compiled modules only, also while the server runs from source. */
export const ROOT = rootOf(path.resolve(import.meta.dirname, '../..'));

/** The folders below it that anyone may read: each holds nothing but what a browser loads. */
export const FOLDERS = ['web', 'protocol'] as const;

function rootOf(base: string): string {
  return path.basename(base) === 'dist' ? base : path.join(base, 'dist');
}
