import fs from 'node:fs/promises';
import path from 'node:path';
import { readAddress } from '../plugins/sequelize/mysql/address.ts';
import { folderOf, type FileConfig } from '../plugins/storage/folder.ts';

/** Where an installation keeps what is backed up. */
export interface Place {
  /** The embedded database. */
  readonly database: string | undefined;
  /** The folder of users' files. */
  readonly uploads: string | undefined;
  /** What is kept elsewhere, and how it is backed up there. */
  readonly elsewhere: readonly string[];
}

/** Where the configuration has the database and the files. */
export function placeOf(config: FileConfig): Place {
  const { url, dataDir, file } = config.sequelize;
  const isHere = config.storage?.s3.url === undefined;
  return {
    database: url === undefined ? path.resolve(dataDir, file) : undefined,
    uploads: isHere ? path.resolve(folderOf(config)) : undefined,
    elsewhere: [
      ...(url === undefined ? [] : [`the database is a server's: \`${dumpOf(url)}\` (before this, so that no row is without its file)`]),
      ...(isHere ? [] : ['the files are in the S3 store: back up its bucket']),
    ],
  };
}

/** All files in a folder, as names from it; none where there is no folder. */
export async function filesIn(folder: string): Promise<string[]> {
  const entries = await fs.readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  const files = entries.filter((entry) => !entry.isDirectory()).map((entry) => path.join(entry.parentPath, entry.name));
  return files.map((file) => path.relative(folder, file).split(path.sep).join('/')).toSorted();
}

function dumpOf(url: string): string {
  const { host, port, user, database } = readAddress(url);
  return `mariadb-dump --single-transaction --hex-blob -h ${host} -P ${port} -u ${user} -p ${database} > foyer.sql`;
}
