import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';

const esCheck = path.join(path.dirname(createRequire(import.meta.url).resolve('es-check')), 'cli/index.js');
/** Taken for others by their names: `transfer` is a route of ours. */
const MISTAKEN = ['ArrayBufferTransfer'];

/** Whether the browsers of package.json know what the scripts below `folder` use, those of libraries included; what they lack is printed. */
export function isKnown(folder) {
  const args = ['checkBrowser', `${folder}/**/*.js`, '--module', '--checkFeatures', '--quiet', '--ignore', MISTAKEN.join(',')];
  return spawnSync(process.execPath, [esCheck, ...args], { cwd: path.dirname(import.meta.dirname), stdio: 'inherit' }).status === 0;
}
