import assert from 'node:assert/strict';
import config from '../../../config/config.default.ts';
import { isReserved } from '../../../app/account/reserved-name.ts';

const WORDS = ['客服', '系统', '系統', 'admin', 'support', 'kefu'];
const OURS = ['admin', 'ADMIN', ' Admin ', 'admin_1', 'the admin', 'a.d.m.i.n', 'ａｄｍｉｎ', 'аdmin', 'adm1n', 'admín', 'Ad\u200Bmin'];
const OURS_TOO = [
  'Support Team',
  'ѕuррort',
  'supp0rt',
  'kefu2',
  '客服',
  '在线客服小王',
  '客 服',
  '系统消息',
  '系統',
  '@dmin',
  'k3fu',
  'ĸefu',
  'erased_7',
  'Erased_123456',
];
const ANYBODYS = [
  '🇨🇳 Ann',
  'Анна',
  'Κώστας',
  'Максим',
  'А5',
  '$',
  'Badminton',
  'Ann',
  '小王',
  '客人',
  '服务',
  'supporter',
  'kefus',
  'erased',
  'erased_x',
  '',
  '😀',
  'Administratrix',
];

/** Letters of other alphabets and kinds that look like ours, in one case or in any. */
const ALIKE = [
  'ΚΕFU',
  'КЕFU',
  'кefu',
  'κεfu',
  'ᴋᴇꜰᴜ',
  'ᴀᴅᴍɪɴ',
  'ѕᴜᴘᴘᴏʀᴛ',
  'adмin',
  'SUPPORТ',
  'ᎪᎠᎷIN',
  '🅰🅳🅼🅸🅽',
  '🅐🅓🅜🅘🅝',
  '🇦🇩🇲🇮🇳',
  '$upport',
  'adm!n',
  '糸统',
];

describe('isReserved', () => {
  for (const name of [...OURS, ...OURS_TOO, ...ALIKE]) {
    it(`G08 ${JSON.stringify(name)} passes for one of ours`, () => assert.equal(isReserved(name, WORDS), true));
  }

  for (const name of ANYBODYS) {
    it(`G08 ${JSON.stringify(name)} is anybody’s`, () => assert.equal(isReserved(name, WORDS), false));
  }

  for (const name of [
    'support1',
    'Support 24',
    '7admin',
    'support01',
    'serv1ce',
    'Customer Service',
    'helpdesk',
    'The Help Desk',
    '运营',
    '运营小王',
    '運營',
    '扣服',
  ]) {
    it(`G08 ${JSON.stringify(name)} passes for one of ours by the words of the default`, () =>
      assert.equal(isReserved(name, config.service.reserved), true));
  }

  for (const name of ['Lisa1', 'Room 101', '2nd floor', 'help', 'desk', 'Servicemen', '经营', 'Ann 24', '1', '']) {
    it(`G08 ${JSON.stringify(name)} is anybody’s by the words of the default`, () =>
      assert.equal(isReserved(name, config.service.reserved), false));
  }
});
