import { z } from 'zod';
import { shapes } from '#app';
import { media, rule } from '#validate';

const page = media('text/html');
/** Modules, styles, pictures. */
const file = media('*/*');

/** GET / */
export const home = rule({ zh: '示例商店', en: 'Open the shop that shows the widget', fields: {}, answer: page });

/** GET /app and every view below it */
export const messenger = rule({ zh: '聊天应用', en: 'Open the messenger, or one of its files', fields: {}, answer: file });

/** GET /join */
export const join = rule({ zh: '扫码加入', en: 'Go to the page of the messenger that reads a code', fields: {}, answer: { status: 302 } });

/** GET /widget.js */
export const loader = rule({ zh: '聊天组件', en: 'Load the widget', fields: {}, answer: media('text/javascript') });

/** GET /continue */
export const goOn = rule({ zh: '继续会话', en: 'Open the page that continues a session of another device', fields: {}, answer: page });

/** GET /widget/*, /units/<name>/*, /web/*, /protocol/* */
export const asset = rule({ zh: '页面文件', en: 'Load a file of a page', fields: {}, answer: file });

/** GET /api/demo */
export const demo = rule({
  zh: '客服账号',
  en: 'Read the account that visitors write to',
  fields: {},
  answer: z.object({ kefu: shapes.user }),
});
