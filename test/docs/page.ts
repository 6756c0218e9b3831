import fs from 'node:fs';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '../..');

/** Folders below a folder of the checkout that hold a file at some depth. */
export function foldersIn(parent: string): string[] {
  const folders = fs.readdirSync(path.join(ROOT, parent), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map(({ name }) => name).filter((name) => hasFile(path.join(ROOT, parent, name)));
}

/** A page of the documentation; `name` is its path in the checkout. */
export function readPage(name: string): string {
  return fs.readFileSync(path.join(ROOT, name), 'utf8');
}

/** The rows of every table of a page that has this heading row, as texts of their cells. */
export function rowsUnder(page: string, headings: readonly string[]): string[][] {
  const rows: string[][] = [];
  let isWanted = false;
  for (const line of page.split('\n')) {
    const cells = cellsOf(line);
    if (!cells) isWanted = false;
    else if (cells.join('|') === headings.join('|')) isWanted = true;
    else if (isWanted && !/^[-|]+$/.test(cells.join(''))) rows.push(cells);
  }
  return rows;
}

/** The README of every plugin: its routes, keys and failures stand there, so that they go with it. */
export function pluginPages(): string[] {
  const names = foldersIn('plugins').map((name) => `plugins/${name}/README.md`);
  return names.filter((name) => fs.existsSync(path.join(ROOT, name))).map(readPage);
}

/** The text of every block of code in a language. */
export function codeBlocks(page: string, language: string): string[] {
  return [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)\\n\`\`\`$`, 'gm'))].map(([, text = '']) => text);
}

/** Code with its relative imports from the root of the checkout: what a page shows may stand at another depth than the file it shows. */
export function withAbsoluteImports(code: string, file: string): string {
  return code.replace(/'(\.\.?\/[^']+)'/g, (_, target: string) => {
    const resolved = path.posix.join(path.posix.dirname(file), target);
    return `'${resolved.replace(/^(\.\.\/)+/, '')}'`;
  });
}

/** The text of a cell without the backticks around it. */
export function plain(cell: string | undefined): string {
  return (cell ?? '').replace(/^`(.*)`$/, '$1');
}

function hasFile(folder: string): boolean {
  return fs.readdirSync(folder, { recursive: true, withFileTypes: true }).some((entry) => entry.isFile());
}

function cellsOf(line: string): string[] | undefined {
  if (!/^\|.*\|$/.test(line)) return undefined;
  return line
    .slice(1, -1)
    .split('|')
    .map((cell) => cell.trim());
}
