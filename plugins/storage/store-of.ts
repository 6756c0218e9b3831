import { BootError, onceFor, type Application } from '#kernel';
import { folderOf } from './folder.ts';
import { LocalStore } from './local.ts';
import { S3Store } from './s3.ts';

/** The file store of an application, made at the first call: S3 where `storage.s3.url` is set, else a folder. */
export const storeOf = onceFor(({ config }: Application): LocalStore | S3Store => {
  const folder = folderOf(config);
  const { url, accessKeyId, secretAccessKey, ...rest } = config.storage.s3;
  if (url === undefined) return new LocalStore(folder);
  if (accessKeyId === undefined || secretAccessKey === undefined)
    throw new BootError(
      'STORAGE_URL is set without its keys: set STORAGE_ACCESS_KEY and STORAGE_SECRET_KEY too, or unset it to keep files in DATA_DIR',
    );
  return new S3Store(folder, { ...rest, url, accessKeyId, secretAccessKey });
});
