import path from 'node:path';

/** The package that is tested. */
export default { webhooks: { path: path.resolve(import.meta.dirname, '../../..') } };
