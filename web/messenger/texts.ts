import { chat } from '../i18n/chat.ts';
import { code } from '../i18n/code.ts';
import { common } from '../i18n/common.ts';
import { contacts } from '../i18n/contacts.ts';
import { group } from '../i18n/group.ts';
import { createTexts } from '../i18n/index.ts';
import { media } from '../i18n/media.ts';
import { push } from '../i18n/push.ts';
import { search } from '../i18n/search.ts';
import { session } from '../i18n/session.ts';
import { settings } from '../i18n/settings.ts';
import { shell } from '../i18n/shell.ts';

/** Every text of the messenger, by area. */
export const texts = createTexts({ chat, code, common, contacts, group, media, push, search, session, settings, shell });
