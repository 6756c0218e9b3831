import fs from 'node:fs';
import path from 'node:path';
import { BootError } from './error.ts';
import { importModule, isModuleName, loadModule, propertyNames, resolveFile, scan } from './files.ts';

/**
 * A folder's `index.ts` lists its files, so that TypeScript sees what the loader finds.
 * Throws when the two disagree and says which line to write; a folder without an index is not checked.
 */
export async function checkManifest(directory: string): Promise<void> {
  const index = resolveFile(path.join(directory, 'index'));
  if (!index) return;
  const listed = await importModule(index);
  const members = list(directory);
  for (const { name, file, line, isFolder } of members) {
    if (!(name in listed)) throw new BootError(`${index} does not list ${file}: add the line  ${line}`);
    if (!isFolder && listed[name] !== (await loadModule(file))) {
      throw new BootError(`${index} lists another thing than ${file} as ${name}: write the line  ${line}`);
    }
    if (isFolder) await checkFolder(file, index);
  }
  const extra = Object.keys(listed).find((name) => !members.some((member) => member.name === name));
  if (extra !== undefined)
    throw new BootError(`${index} lists ${extra}, for which there is no file: remove the line, or name it after its file`);
}

interface Member {
  name: string;
  file: string;
  line: string;
  isFolder: boolean;
}

async function checkFolder(directory: string, parent: string): Promise<void> {
  if (!resolveFile(path.join(directory, 'index')))
    throw new BootError(`${directory} has no index${path.extname(parent)}, which ${parent} needs: add it`);
  await checkManifest(directory);
}

function list(directory: string): Member[] {
  return fs.readdirSync(directory, { withFileTypes: true }).flatMap((entry): Member[] => {
    const file = path.join(directory, entry.name);
    if (entry.isDirectory()) return folder(entry.name, file);
    if (!isModuleName(entry.name) || path.parse(entry.name).name === 'index') return [];
    const name = nameOf(entry.name);
    return [{ name, file, line: `export { default as ${name} } from './${entry.name}';`, isFolder: false }];
  });
}

function folder(entry: string, file: string): Member[] {
  const [first] = scan(file);
  if (!first) return [];
  const name = nameOf(`${entry}.ts`);
  const line = `export * as ${name} from './${entry}/index${path.extname(first.file)}';`;
  return [{ name, file, line, isFolder: true }];
}

function nameOf(fileName: string): string {
  return propertyNames(fileName).join('.');
}
