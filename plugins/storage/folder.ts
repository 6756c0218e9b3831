import path from 'node:path';
import type { AppConfig } from '#kernel';

/** What tells where files lie; the files of before lie there still where `storage` is switched off. */
export type FileConfig = Pick<AppConfig, 'sequelize'> & Partial<Pick<AppConfig, 'storage'>>;

/** The folder of users' files, or of those under way to S3; from the working directory, as it is configured. */
export function folderOf({ storage, sequelize }: FileConfig): string {
  return storage?.folder ?? path.join(sequelize.dataDir, 'uploads');
}
