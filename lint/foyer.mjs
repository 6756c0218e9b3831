import { documented } from './documented.mjs';
import { oneWay } from './one-way.mjs';

/** Our own lint rules. */
export default { meta: { name: 'foyer' }, rules: { documented, 'one-way': oneWay } };
