import type { Check } from './check.ts';
import { files } from './files.ts';
import { heads } from './heads.ts';
import { writes } from './writes.ts';

/** All that `foyer doctor` looks at of a running store, in this order. */
export const CHECKS: readonly Check[] = [...writes, heads, files];
