import fs from 'node:fs/promises';
import path from 'node:path';
import { copyDatabase, inspectDatabase, type Inventory } from '../../plugins/sequelize/sqlite/snapshot.ts';
import { flush } from '../../plugins/storage/flush.ts';
import { DATABASE, UPLOADS, writeManifest, type Manifest } from './manifest.ts';
import { filesIn, type Place } from '../place.ts';
import { copyFile, sumOf, type FileCopy, type Sum } from './sum.ts';

/** A file in its place; not one on its way there, nor what others put beside. */
const STORED = /^(?!incoming\/)[a-z0-9-]+(?:[./][a-z0-9-]+)*$/;

/** Backs up to a folder that is not there yet, or is empty. The database comes first: what is named by it is copied after. A server may run. */
export async function writeBackup(folder: string, place: Place): Promise<Manifest> {
  if (place.uploads !== undefined && !path.relative(place.uploads, folder).startsWith('..'))
    throw new Error(`${folder} lies in ${place.uploads}, which is backed up: name a folder elsewhere`);
  await makeFolder(folder);
  try {
    return await fill(folder, place);
  } catch (error) {
    // Half of one is none, and would be in the way of the next try.
    await fs.rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function fill(folder: string, place: Place): Promise<Manifest> {
  const created_at = Date.now();
  const sums: Sum[] = [];
  const database = place.database === undefined ? null : await backUpDatabase(folder, place.database);
  if (database) sums.push(database.sum);
  const copied = place.uploads === undefined ? null : await copyFiles(place.uploads, folder);
  sums.push(...(copied ?? []));
  const files = copied && { count: copied.length, bytes: copied.reduce((bytes, { size }) => bytes + size, 0) };
  return writeManifest(folder, sums, { created_at, database: database && database.inventory, files });
}

async function makeFolder(folder: string): Promise<void> {
  await fs.mkdir(folder, { recursive: true, mode: 0o700 });
  if ((await fs.readdir(folder)).length > 0) throw new Error(`${folder} is not empty: name a folder that is not there yet`);
}

async function backUpDatabase(folder: string, file: string): Promise<{ sum: Sum; inventory: Inventory }> {
  await fs.access(file).catch((cause: unknown) => {
    throw new Error(`there is no database at ${file}: check DATA_DIR`, { cause });
  });
  const target = path.join(folder, DATABASE);
  // It is there before SQLite fills it: with the rights of this file nobody else opens it at any moment.
  await fs.writeFile(target, '', { mode: 0o600, flag: 'wx' });
  copyDatabase(file, target);
  const inventory = inspectDatabase(target);
  await flush(target);
  return { sum: { name: DATABASE, sha256: await sumOf(target) }, inventory };
}

/** What is removed meanwhile is missed by nobody. */
async function copyFiles(source: string, folder: string): Promise<FileCopy[]> {
  const copied: FileCopy[] = [];
  for (const name of (await filesIn(source)).filter((each) => STORED.test(each))) {
    try {
      copied.push(await copyFile(path.join(source, name), folder, `${UPLOADS}/${name}`));
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    }
  }
  return copied;
}
