import { watch } from 'vue';
import { FileLinks } from '../shared/index.ts';
import { keptToken } from './token.ts';
import { userApi } from './user-api.ts';

/** Opens the files of messages for the signed-in user. */
export const files = new FileLinks({ ask: (paths) => userApi.files.links(paths) });

watch(keptToken, () => files.clear(), { flush: 'sync' });
