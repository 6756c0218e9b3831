import path from 'node:path';

/** The package that is tested. */
export default { autoAnswer: { path: path.resolve(import.meta.dirname, '../../..') } };
