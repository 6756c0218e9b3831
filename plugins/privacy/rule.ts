import { shapes } from '#app';
import { anyObject, bare, rule, text } from '#validate';

/** Characters of a password that is looked at: one from before may be longer than a new one. */
const LONGEST = 512;

/** GET /api/chat/export */
export const exportData = rule({ zh: '导出我的数据', en: 'Export my data as a file', in: 'query', fields: {}, answer: bare(anyObject) });

/** POST /api/chat/erase */
export const eraseAccount = rule({
  zh: '注销账号',
  en: 'Erase my account',
  fields: { password: text({ zh: '密码', en: 'Password', max: LONGEST, optional: true }) },
  answer: shapes.done,
});
