import fs from 'node:fs/promises';
import path from 'node:path';
import type { Inventory } from '../../plugins/sequelize/sqlite/snapshot.ts';
import { sumOf, type Sum } from './sum.ts';

/** What a backup is, in `manifest.json`; it is written last, so that a backup without it is none. */
export interface Manifest {
  readonly format: 1;
  /** ms since 1970: what was acknowledged before is in it. */
  readonly created_at: number;
  /** The embedded database; null where it is elsewhere. */
  readonly database: Inventory | null;
  /** Files of users; null where they are elsewhere. */
  readonly files: { readonly count: number; readonly bytes: number } | null;
  /** Of SHA256SUMS. */
  readonly sums: string;
}

/** The embedded database within a backup, whatever it is called where it runs. */
export const DATABASE = 'foyer.db';
/** The folder of users' files within a backup. */
export const UPLOADS = 'uploads';

const MANIFEST = 'manifest.json';
/** As `sha256sum -c` reads it. */
const SUMS = 'SHA256SUMS';
const LINE = /^([0-9a-f]{64}) {2}(foyer\.db|uploads(?:\/[a-z0-9][a-z0-9.-]*)+)$/;

/** Writes what a backup is, and the sums of all that is in it. */
export async function writeManifest(folder: string, sums: readonly Sum[], rest: Omit<Manifest, 'format' | 'sums'>): Promise<Manifest> {
  const lines = sums.map(({ name, sha256 }) => `${sha256}  ${name}\n`);
  await fs.writeFile(path.join(folder, SUMS), lines.join(''), { mode: 0o600, flush: true });
  const manifest: Manifest = { format: 1, ...rest, sums: await sumOf(path.join(folder, SUMS)) };
  await fs.writeFile(path.join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600, flush: true });
  return manifest;
}

/** Reads them; throws for what is no backup, is one of a newer version, or was changed. */
export async function readManifest(folder: string): Promise<{ manifest: Manifest; sums: Sum[] }> {
  const manifest = parse(await fs.readFile(path.join(folder, MANIFEST), 'utf8').catch(() => ''));
  if (manifest?.format !== 1) throw new Error(`${folder} is no backup that this version knows: it has no ${MANIFEST} of the format 1`);
  const file = path.join(folder, SUMS);
  if ((await sumOf(file)) !== manifest.sums) throw new Error(`${file} was changed: the backup cannot be trusted`);
  const lines = (await fs.readFile(file, 'utf8')).split('\n').filter((line) => line !== '');
  return { manifest, sums: lines.map((line) => sumIn(line, file)) };
}

/** What leads out of the folder is nothing that was backed up. */
function sumIn(line: string, file: string): Sum {
  const [, sha256, name] = LINE.exec(line) ?? [];
  if (sha256 === undefined || name === undefined) throw new Error(`${file} has a line that is none of a backup`);
  return { name, sha256 };
}

function parse(text: string): Manifest | undefined {
  try {
    // Written by this program only, and held against its sums.
    return JSON.parse(text) as Manifest; // oxlint-disable-line typescript/no-unsafe-type-assertion
  } catch {
    return undefined;
  }
}
