import fs from 'node:fs/promises';
import path from 'node:path';
import type { AppConfig, Application } from '#kernel';
import type { Check } from '../../app/doctor/check.ts';
import { folderOf } from '../../plugins/storage/folder.ts';

const OTHERS = 0o077;

/** Settings, the database and the files of users hold what is nobody else's business. */
export const rights: Check = {
  rule: 'nobody but its owner reads settings and data',

  async look({ config }) {
    return (await open(config)).map(({ file, mode }) => `${file} has the mode ${mode.toString(8).padStart(4, '0')}`);
  },

  async mend({ config }: Application) {
    for (const { file, mode } of await open(config)) await fs.chmod(file, mode & ~OTHERS);
  },
};

/** What others may read, write or enter. */
async function open(config: AppConfig): Promise<{ readonly file: string; readonly mode: number }[]> {
  const { dataDir, file } = config.sequelize;
  const database = path.join(dataDir, file);
  const found = await Promise.all(['.env', database, `${database}-wal`, `${database}-shm`, folderOf(config)].map(modeOf));
  return found.flat().filter(({ mode }) => (mode & OTHERS) !== 0);
}

/** None where there is no such file. */
async function modeOf(file: string): Promise<{ readonly file: string; readonly mode: number }[]> {
  const found = await fs.stat(file).catch(() => undefined);
  return found ? [{ file, mode: found.mode & 0o777 }] : [];
}
