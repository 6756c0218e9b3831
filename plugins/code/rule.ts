import { z } from 'zod';
import { shapes } from '#app';
import { bool, choice, id, int, media, rule, text } from '#validate';
import { code, madeCode, outside, preview, shownCode } from './answer.ts';

const target = { zh: '群/用户id', en: 'Group or user id' } as const;
const chatType = choice(['single', 'group'], { zh: '聊天类型', en: 'Chat type', default: 'group' });
const scanned = text({ zh: '二维码内容', en: 'Text of the code', max: 4000 });

/** GET /api/chat/groupQrcode/:id */
export const showCode = rule({
  zh: '群二维码、个人二维码',
  en: 'Draw a code',
  in: 'query',
  fields: {
    id: id({ ...target, in: 'path' }),
    chatType,
    type: text({ zh: '二维码类型', en: 'Form of the text: H5, link, or anything else for JSON', max: 20, optional: true }),
    http: text({ zh: '网址', en: 'Page that an H5 code opens', max: 200, optional: true }),
    format: choice(['png', 'svg'], { zh: '图片格式', en: 'Format', default: 'png' }),
  },
  answer: media('image/png', 'image/svg+xml'),
});

/** GET /api/chat/code/:id */
export const readCode = rule({
  zh: '当前二维码',
  en: 'Read the current code as a link',
  in: 'query',
  fields: { id: id({ ...target, in: 'path' }), chatType },
  answer: shownCode,
});

/** POST /api/chat/code/create */
export const createCode = rule({
  zh: '创建二维码',
  en: 'Make a code with its own terms',
  fields: {
    id: id(target),
    chatType,
    max_uses: int({ zh: '使用次数', en: 'Number of uses at most; 0 for no limit', min: 0, max: 1_000_000, default: 0 }),
    days: int({ zh: '有效天数', en: 'Days', min: 1, max: 365, default: 7 }),
  },
  answer: madeCode,
});

/** POST /api/chat/code/rotate */
export const rotateCode = rule({
  zh: '更换二维码',
  en: 'Replace my code, or all codes of a group. The old codes end',
  fields: { id: id(target), chatType, all: bool({ zh: '全部', en: 'All codes of the group', default: false }) },
  answer: shownCode,
});

/** POST /api/chat/code/revoke */
export const revokeCode = rule({
  zh: '作废二维码',
  en: 'Revoke a code',
  fields: { ticket_id: id({ zh: '二维码id', en: 'Code' }) },
  answer: shapes.done,
});

/** GET /api/chat/codes/:id/:page */
export const listCodes = rule({
  zh: '二维码列表',
  en: 'List the codes of a group or user',
  in: 'path',
  fields: {
    id: id(target),
    page: int({ zh: '页码', en: 'Page', min: 1, max: 1_000_000 }),
    chatType: choice(['single', 'group'], { zh: '聊天类型', en: 'Chat type', in: 'query', default: 'group' }),
    limit: int({ zh: '每页条数', en: 'Limit', in: 'query', min: 1, cap: 100, default: 30 }),
  },
  answer: z.object({ count: z.int(), rows: z.array(code) }),
});

/** POST /api/chat/code/scan */
export const scanCode = rule({ zh: '扫描二维码', en: 'Read a scanned code', fields: { text: scanned }, answer: preview });

/** POST /api/code/preview */
export const previewCode = rule({
  zh: '预览二维码',
  en: 'Read a scanned code before I sign in',
  fields: { text: scanned },
  answer: outside,
});
