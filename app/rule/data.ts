import { rule, text } from '#validate';
import { GIVEN } from './account.ts';

/** GET /api/chat/export */
export const exportData = rule({ zh: '导出我的数据', en: 'Export my data as a file', in: 'query', fields: {} });

/** POST /api/chat/erase */
export const eraseAccount = rule({
  zh: '注销账号',
  en: 'Erase my account',
  fields: { password: text({ zh: '密码', en: 'Password', ...GIVEN, optional: true }) },
});
