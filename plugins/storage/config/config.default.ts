/** Where files of users lie. Times in ms. */
export interface StorageConfig {
  /** Folder of the files, or of those under way to S3; absent: `uploads` in the data directory. */
  folder: string | undefined;
  s3: {
    /** An S3-compatible store with its bucket, `https://host/bucket`; absent: the folder is the store. */
    url: string | undefined;
    region: string;
    accessKeyId: string | undefined;
    secretAccessKey: string | undefined;
    /** For an answer to begin. */
    timeout: number;
    /** For a file to be stored. */
    putTimeout: number;
  };
}

const storage: StorageConfig = {
  folder: undefined,
  s3: { url: undefined, region: 'auto', accessKeyId: undefined, secretAccessKey: undefined, timeout: 10_000, putTimeout: 120_000 },
};

export default { storage };
