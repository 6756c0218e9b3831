import { definePlugin } from '#kernel';

/** Files of users: `app.storage`, a folder of this machine or an S3-compatible store. */
export default definePlugin({ name: 'storage', path: import.meta.dirname, dependencies: ['sequelize'] });
