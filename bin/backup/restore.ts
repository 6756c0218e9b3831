import fs from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { inspectDatabase, withoutServer } from '../../plugins/sequelize/sqlite/snapshot.ts';
import { DATABASE, readManifest, UPLOADS, type Manifest } from './manifest.ts';
import { filesIn, type Place } from '../place.ts';
import { copyFile, type Sum } from './sum.ts';

/** Begins the name of a folder in which a restore lies until it is whole. */
const STAGING = '.restore-';

/**
 * Puts a backup where an installation has nothing yet. Each file is held against its sum, and the database against its counts, before the first
 * one stands in its place; what fails leaves nothing.
 */
export async function restoreBackup(folder: string, place: Place): Promise<Manifest> {
  const { manifest, sums } = await readManifest(folder);
  assertCounted(manifest, sums);
  const plan = { folder, place, manifest, sums };
  if (manifest.database && place.database === undefined)
    throw new Error('the backup has an embedded database, and DATABASE_URL names a server: unset it to restore this backup');
  if (manifest.files && place.uploads === undefined)
    throw new Error('the backup has files, and STORAGE_URL names an S3 store: unset it to restore this backup');
  if (!manifest.database || place.database === undefined) return restore(plan);
  const { database } = place;
  await fs.mkdir(path.dirname(database), { recursive: true, mode: 0o700 });
  const restored = await withoutServer(database, () => restore(plan));
  if (!restored) throw new Error(`a Foyer is running on ${database}: stop it, or set DATA_DIR to another folder`);
  return restored.result;
}

/** What is not counted in the manifest would be left out, or put over what is there. */
function assertCounted({ database, files }: Manifest, sums: readonly Sum[]): void {
  const databases = sums.filter(({ name }) => name === DATABASE).length;
  if (databases !== (database ? 1 : 0) || sums.length - databases !== (files?.count ?? 0))
    throw new Error('the backup does not have the files that its manifest counts');
}

/** A restore, with everything that was read for it. */
interface Plan {
  readonly folder: string;
  readonly place: Place;
  readonly manifest: Manifest;
  readonly sums: readonly Sum[];
}

async function restore({ folder, place: { database, uploads }, manifest, sums }: Plan): Promise<Manifest> {
  await assertEmpty(manifest.database ? database : undefined, manifest.files ? uploads : undefined);
  if (manifest.database && database !== undefined) {
    const own = sums.filter(({ name }) => name === DATABASE);
    await staged({ folder, sums: own, beside: database }, async (staging) => {
      const file = path.join(staging, DATABASE);
      if (!isDeepStrictEqual(inspectDatabase(file), manifest.database))
        throw new Error(`${DATABASE} does not hold what the manifest counts`);
      // Files first: a row is never without its file.
      if (uploads !== undefined) await restoreFiles({ folder, manifest, sums, uploads });
      await fs.rename(file, database);
    });
  } else if (uploads !== undefined) await restoreFiles({ folder, manifest, sums, uploads });
  return manifest;
}

async function restoreFiles({ folder, manifest, sums, uploads }: Omit<Plan, 'place'> & { readonly uploads: string }): Promise<void> {
  const own = sums.filter(({ name }) => name !== DATABASE);
  if (own.length === 0) return;
  await staged({ folder, sums: own, beside: uploads }, async (staging, bytes) => {
    if (bytes !== manifest.files?.bytes) throw new Error('the files are not as long as the manifest counts');
    // Of an installation that was started once: folders without files.
    await fs.rm(uploads, { recursive: true, force: true });
    await fs.rename(path.join(staging, UPLOADS), uploads);
  });
}

async function assertEmpty(database: string | undefined, uploads: string | undefined): Promise<void> {
  for (const file of database === undefined ? [] : [database, `${database}-wal`]) {
    if (await exists(file))
      throw new Error(`${file} is there already: a restore replaces nothing; move it away, or set DATA_DIR to another folder`);
  }
  if (uploads !== undefined && (await filesIn(uploads)).length > 0)
    throw new Error(`${uploads} has files already: a restore replaces nothing; move it away, or set DATA_DIR to another folder`);
}

/** Copies files to a folder on the disk of their place, each held against its sum, and goes on with their bytes in all; the folder goes however the work ends. */
async function staged(
  { folder, sums, beside }: { readonly folder: string; readonly sums: readonly Sum[]; readonly beside: string },
  work: (staging: string, bytes: number) => Promise<void>,
): Promise<void> {
  await fs.mkdir(path.dirname(beside), { recursive: true, mode: 0o700 });
  const staging = await fs.mkdtemp(path.join(path.dirname(beside), STAGING));
  try {
    let bytes = 0;
    for (const { name, sha256 } of sums) {
      const copied = await copyFile(await fileWithin(folder, name), staging, name);
      if (copied.sha256 !== sha256) throw new Error(`${name} is not what was backed up: its sum differs`);
      bytes += copied.size;
    }
    await work(staging, bytes);
  } finally {
    await fs.rm(staging, { recursive: true, force: true });
  }
}

/** Links are followed to nowhere: what they lead to was not backed up. */
async function fileWithin(folder: string, name: string): Promise<string> {
  const file = path.join(await fs.realpath(folder), name);
  if (!(await fs.lstat(file)).isFile() || (await fs.realpath(file)) !== file)
    throw new Error(`${name} is not what was backed up: it is no file, or leads elsewhere`);
  return file;
}

async function exists(file: string): Promise<boolean> {
  return fs.access(file).then(
    () => true,
    () => false,
  );
}
