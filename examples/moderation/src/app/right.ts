import { defineRights } from '@foyer-chat/foyer/app';

/** Granted by `npx foyer user grant <username> moderation.edit`. */
export default defineRights({ 'moderation.edit': { zh: '编辑屏蔽词', en: 'edit the words that are not allowed' } });
