import fs from 'node:fs';
import path from 'node:path';
import { BootError } from './error.ts';
import { assertMeant, packageRoot, readManifest } from './package.ts';
import { isTypeScript, readTypeScript } from './typescript.ts';

/** The folders of an application; one of them makes a folder one. */
export const APPLICATION_PARTS: readonly string[] = ['app', 'config', 'plugins'];

/** Whether a folder is laid out like an application. */
export function isApplication(directory: string): boolean {
  return APPLICATION_PARTS.some((part) => fs.existsSync(path.join(directory, part)));
}

/** Makes the application of whoever installed Foyer ready to be loaded and gives its directory. Throws a BootError that names the file and the mend. */
export async function openOwn(given: string, baseDir: string): Promise<string> {
  const directory = path.resolve(given);
  if (!isApplication(directory))
    throw new BootError(`${directory} has neither ${APPLICATION_PARTS.join('/ nor ')}/: give the folder of your application`);
  const root = packageRoot(directory) ?? directory;
  const manifest = readManifest(root);
  assertMeant(root, manifest, baseDir);
  if (!hasTypeScript(directory)) return directory;
  if (manifest['type'] !== 'module')
    throw new BootError(
      `${path.join(root, 'package.json')} must have "type": "module", since ${directory} has TypeScript: npm pkg set type=module`,
    );
  await readTypeScript();
  return directory;
}

function hasTypeScript(directory: string): boolean {
  const folders = APPLICATION_PARTS.map((part) => path.join(directory, part)).filter((folder) => fs.existsSync(folder));
  return folders.some((folder) => fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).some(isTypeScript));
}
