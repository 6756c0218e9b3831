import fs from 'node:fs/promises';
import type { Check } from '../../app/doctor/check.ts';

const MEBIBYTE = 1024 * 1024;
/** Free bytes below which a busy server has little time left. */
const LEAST = 512 * MEBIBYTE;
/** Free entries for files. */
const LEAST_ENTRIES = 1000;

/** A full disk refuses every message of an embedded database, and every file. */
export const room: Check = {
  rule: 'there is room on the disk of DATA_DIR',

  async look({ config }) {
    const { dataDir } = config.sequelize;
    const disk = await fs.statfs(dataDir).catch(() => undefined);
    if (!disk) return [`${dataDir} is not there: make it, or set DATA_DIR to another folder`];
    const free = disk.bavail * disk.bsize;
    return [
      ...(free < LEAST ? [`${Math.floor(free / MEBIBYTE)} MiB are free, of at least ${LEAST / MEBIBYTE}`] : []),
      // Some file systems count none.
      ...(disk.files > 0 && disk.ffree < LEAST_ENTRIES ? [`${disk.ffree} entries for files are free, of at least ${LEAST_ENTRIES}`] : []),
    ];
  },
};
