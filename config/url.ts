import type { UrlRule } from './reader.ts';

/** Where SQL is. */
export const DATABASE: UrlRule = { protocols: ['mysql:', 'mariadb:'], example: 'mysql://user:password@host:3306/database', hasPath: true };

/** Where Redis is. */
export const REDIS: UrlRule = { protocols: ['redis:', 'rediss:'], example: 'redis://:password@host:6379' };

/** Where the files of users are. */
export const STORAGE: UrlRule = { protocols: ['http:', 'https:'], example: 'https://s3.example/bucket', hasPath: true };
