import { z } from 'zod';
import { bool, id, rule, text } from '#validate';
import { device, handover, handoverPreview } from '../answer/device.ts';
import { account } from '../answer/user.ts';

/** GET /api/chat/devices */
export const listDevices = rule({ zh: '登录设备', en: 'List my sessions', fields: {}, answer: z.array(device) });

/** POST /api/chat/device/end */
export const endDevice = rule({
  zh: '退出设备',
  en: 'End one of my sessions, or all but this one',
  fields: {
    id: id({ zh: '设备id', en: 'Session id', optional: true }),
    renew: bool({ zh: '更换令牌', en: 'Without an id: also end this session and answer with a new one, like a sign-in', default: false }),
  },
  answer: z.union([z.int(), account]),
});

/** POST /api/chat/handover */
export const makeHandover = rule({
  zh: '在其他设备继续',
  en: 'Make a code that continues this session on another device',
  fields: {},
  answer: handover,
});

const code = text({ zh: '验证码', en: 'Code', min: 10, max: 10 });

/** POST /api/handover/preview */
export const previewHandover = rule({ zh: '查看会话', en: 'Read whose session a code opens', fields: { code }, answer: handoverPreview });

/** GET /api/chat/handover */
export const isWaiting = rule({
  zh: '链接是否仍有效',
  en: 'Tell whether a code of this session is still unused',
  fields: {},
  answer: z.object({ waiting: z.boolean() }),
});

/** POST /api/handover */
export const takeHandover = rule({
  zh: '继续会话',
  en: 'Continue a session of another device',
  fields: { code },
  answer: account,
});
