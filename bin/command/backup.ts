import { UsageError, type Output } from '#kernel';
import path from 'node:path';
import { loadApplication } from '../application.ts';
import { placeOf } from '../place.ts';
import type { Manifest } from '../backup/manifest.ts';
import { restoreBackup } from '../backup/restore.ts';
import { writeBackup } from '../backup/write.ts';
import { parse } from '../parse.ts';

/** Backs up the embedded database and the files of users to a folder, while a server runs or not. */
export async function backup(args: readonly string[], output: Output): Promise<void> {
  const folder = folderOf('backup', args);
  const place = placeOf((await loadApplication()).config);
  if (place.database === undefined && place.uploads === undefined) throw new Error(`nothing is here: ${place.elsewhere.join('; ')}`);
  const manifest = await writeBackup(folder, place);
  const { elsewhere } = place;
  output.answer(
    { folder, ...manifest, elsewhere },
    [`backed up to ${folder}`, ...linesOf(manifest), ...elsewhere.map((line) => `not in it: ${line}`)].join('\n'),
  );
}

/** Puts a backup where nothing is yet. */
export async function restore(args: readonly string[], output: Output): Promise<void> {
  const folder = folderOf('restore', args);
  const place = placeOf((await loadApplication()).config);
  const manifest = await restoreBackup(folder, place);
  output.answer({ folder, ...manifest }, [`restored from ${folder}, and whole`, ...linesOf(manifest)].join('\n'));
}

function folderOf(command: string, args: readonly string[]): string {
  const [folder, ...rest] = parse({ args: [...args] }).positionals;
  if (folder === undefined) throw new UsageError(`${command} needs a folder`);
  if (rest.length > 0) throw new UsageError(`${command} takes one folder, but got ${[folder, ...rest].join(' ')}`);
  return path.resolve(folder);
}

function linesOf({ database, files }: Manifest): string[] {
  const rows = Object.entries(database?.rows ?? {}).filter(([, count]) => count > 0);
  return [...rows.map(([table, count]) => `${table}\t${count}`), ...(files ? [`files\t${files.count}, ${files.bytes} bytes`] : [])];
}
