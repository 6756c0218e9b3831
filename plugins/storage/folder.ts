import path from 'node:path';
import type { AppConfig } from '#kernel';

/** The folder of users' files, or of those under way to S3; from the working directory, as it is configured. */
export function folderOf({ storage, sequelize }: AppConfig): string {
  return storage.folder ?? path.join(sequelize.dataDir, 'uploads');
}
