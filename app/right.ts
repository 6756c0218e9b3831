import { defineRights } from './right/catalogue.ts';

/** What an operator lets single accounts do; each is granted by `foyer user grant`. */
export default defineRights({
  'name.reserved': { zh: '使用保留名称', en: 'use names that are reserved for the site' },
});
