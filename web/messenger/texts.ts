import { chat } from '../i18n/chat.ts';
import { common } from '../i18n/common.ts';
import { contacts } from '../i18n/contacts.ts';
import { forward } from '../i18n/forward.ts';
import { group } from '../i18n/group.ts';
import { createTexts } from '../i18n/index.ts';
import { media } from '../i18n/media.ts';
import { session } from '../i18n/session.ts';
import { settings } from '../i18n/settings.ts';
import { shell } from '../i18n/shell.ts';
import { unitTexts } from './units.ts';

/** Every text of the messenger, by area, and of each unit that is shown in it. */
export const texts = createTexts({ chat, common, contacts, forward, group, media, session, settings, shell, ...unitTexts() });
