import { extendApplication } from '#kernel';
import type { FileStore } from '../../../../engine/file-store.ts';
import { storeOf } from '../../store-of.ts';

/** What the storage plugin adds to the application. */
export default extendApplication({
  /** Files of users: in a folder of this machine, or in an S3-compatible store where `storage.s3.url` is set. */
  get storage(): FileStore {
    return storeOf(this);
  },
});
