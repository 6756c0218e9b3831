import { defineChecks } from './doctor/check.ts';
import { heads } from './doctor/heads.ts';
import { writes } from './doctor/writes.ts';

/** What `foyer doctor` looks at of the app's stores, in this order. */
export default defineChecks([...writes, heads]);
