// Checks the types of the screens, `.vue` files too: vue-tsc with this workspace's TypeScript, since it does not work with the root's 7.
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);
process.argv.splice(2, process.argv.length, '-p', path.join(import.meta.dirname, 'tsconfig.json'), '--noEmit');
require('vue-tsc').run(require.resolve('typescript/lib/tsc'));
